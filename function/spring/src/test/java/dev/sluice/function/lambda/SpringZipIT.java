package dev.sluice.function.lambda;

import java.util.List;

/** The Spring entry's zip. */
class SpringZipIT extends ZipContract {

    @Override
    long maxBytes() {
        return 35_000_000;
    }

    @Override
    List<String> forbidden() {
        return List.of(
                "netty",
                "apache-client",
                "apache5-client",
                "aws-crt",
                "httpclient",
                "tomcat",
                "jetty",
                "webflux",
                "webmvc",
                "fabric8",
                "kubernetes",
                "logback",
                "samples-",
                "junit",
                "json-schema",
                "aws-lambda-java-runtime-interface-client");
    }
}
