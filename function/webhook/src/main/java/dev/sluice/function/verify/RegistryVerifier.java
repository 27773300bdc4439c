package dev.sluice.function.verify;

import dev.sluice.function.json.Decoding;
import dev.sluice.function.json.Shape;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Map;

/**
 * Types {@code dockerhub}, {@code quay} and {@code acr}: the path is the only secret, and the body begins with JSON in
 * which what Flux reads, whatever the content type, has the right types.
 *
 * @param payload what Flux reads
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#dockerhub">DockerHub, Quay, ACR</a>
 */
record RegistryVerifier(Shape.Struct payload) implements Verifier {

    static RegistryVerifier dockerHub() {
        return new RegistryVerifier(new Shape.Struct(Map.of(
                "push_data", new Shape.Struct(Map.of("tag", Shape.TEXT)),
                "repository", new Shape.Struct(Map.of("repo_url", Shape.TEXT)))));
    }

    static RegistryVerifier quay() {
        return new RegistryVerifier(new Shape.Struct(Map.of("docker_url", Shape.TEXT, "updated_tags", Shape.TEXTS)));
    }

    static RegistryVerifier azure() {
        return new RegistryVerifier(new Shape.Struct(Map.of(
                "action",
                Shape.TEXT,
                "target",
                new Shape.Struct(Map.of("repository", Shape.TEXT, "tag", Shape.TEXT)))));
    }

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return Decoding.ofFirst(webhook.body(), payload).isPresent()
                ? Verdict.accepted()
                : Verdict.rejected(Reason.PAYLOAD_MALFORMED);
    }
}
