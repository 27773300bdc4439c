package dev.sluice.embedded;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The implementations of SQS and Secrets Manager for contract tests; use as
 * {@code @MethodSource("dev.sluice.embedded.AwsParts#all")} and abort on {@link AwsPart#notRun()}.
 */
public final class AwsParts {
    /** The last one that needs no account. */
    private static final String LOCALSTACK_IMAGE = "localstack/localstack:4.14.0";

    private static final Once<List<AwsPart>> ALL = new Once<>(() ->
            of(RealParts.ofThisProcess(), () -> DockerClientFactory.instance().isDockerAvailable()));

    private AwsParts() {}

    /**
     * All of them, so that one that does not run is reported by its name.
     *
     * @throws IllegalStateException when one that the environment names does not answer
     */
    public static List<AwsPart> all() {
        return ALL.get();
    }

    /** Those that can be had here. */
    public static List<AwsPart> available() {
        return all().stream().filter(part -> part.notRun().isEmpty()).toList();
    }

    static List<AwsPart> of(RealParts parts, BooleanSupplier docker) {
        return List.of(
                new AwsPart("embedded", Optional::empty, AwsParts::startEmbedded),
                localStack(parts, docker),
                new AwsPart(
                        "MiniStack",
                        () -> parts.miniStack().isPresent()
                                ? Optional.empty()
                                : Optional.of("SLUICE_MINISTACK_URL is not set"),
                        () -> parts.miniStack().orElseThrow()));
    }

    private static AwsPart localStack(RealParts parts, BooleanSupplier docker) {
        String name = "LocalStack";
        Optional<URI> endpoint = parts.awsEndpoint();
        if (endpoint.isEmpty()) {
            return new AwsPart(
                    name,
                    () -> docker.getAsBoolean()
                            ? Optional.empty()
                            : Optional.of("AWS_ENDPOINT_URL is not set and no Docker engine answers"),
                    AwsParts::startLocalStack);
        }
        if (endpoint.equals(parts.miniStack())) {
            return new AwsPart(name, () -> Optional.of("AWS_ENDPOINT_URL is that of MiniStack"), endpoint::orElseThrow);
        }
        return new AwsPart(name, Optional::empty, endpoint::orElseThrow);
    }

    private static URI startEmbedded() {
        EmbeddedAws aws = EmbeddedAws.start();
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "stop-embedded-aws"));
        return aws.endpoint();
    }

    private static URI startLocalStack() {
        // Testcontainers removes it when this JVM ends
        LocalStackContainer container =
                new LocalStackContainer(DockerImageName.parse(LOCALSTACK_IMAGE)).withServices("sqs", "secretsmanager");
        container.start();
        return container.getEndpoint();
    }
}
