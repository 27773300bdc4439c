package dev.sluice.function.lambda;

import java.util.List;

/** The default entry's zip. */
class ZipIT extends ZipContract {

    @Override
    long maxBytes() {
        // every megabyte makes a cold start slower
        return 20_000_000;
    }

    @Override
    List<String> forbidden() {
        return List.of(
                "netty",
                "apache-client",
                "apache5-client",
                "aws-crt",
                "httpclient",
                "spring",
                "fabric8",
                "kubernetes",
                "logback",
                "samples-",
                "junit",
                "json-schema",
                "aws-lambda-java-runtime-interface-client");
    }
}
