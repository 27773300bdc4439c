package dev.sluice.quickstart;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Who sends webhooks, and with what headers; by the name that the samples' tables give it. */
enum Provider {
    /** @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers">Headers</a> */
    GITHUB("GitHub", GitHub::headers),
    /** @see <a href="https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers">Headers</a> */
    GITLAB(
            "GitLab",
            (event, token, payload) -> json(
                    "X-Gitlab-Event",
                    event,
                    "X-Gitlab-Token",
                    token,
                    "X-Gitlab-Instance",
                    "https://gitlab.com",
                    "X-Gitlab-Event-UUID",
                    UUID.randomUUID().toString())),
    /** @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#HTTP-Headers">Headers</a> */
    BITBUCKET(
            "Bitbucket",
            (event, token, payload) -> json(
                    "X-Event-Key",
                    event,
                    "X-Request-UUID",
                    UUID.randomUUID().toString(),
                    "X-Attempt-Number",
                    "1",
                    "X-Hub-Signature",
                    "sha256=" + Hmac.hex("HmacSHA256", token, payload))),
    /** @see <a href="https://docs.docker.com/docker-hub/repos/manage/webhooks/">Webhooks</a> */
    DOCKER_HUB("Docker Hub", (event, token, payload) -> json()),
    /** @see <a href="https://docs.quay.io/guides/notifications.html">Notifications</a> */
    QUAY("Quay", (event, token, payload) -> json()),
    /** @see <a href="https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/">Webhooks</a> */
    HARBOR("Harbor", (event, token, payload) -> json("Authorization", token)),
    /** @see <a href="https://help.sonatype.com/en/working-with-hmac-payloads.html">HMAC payloads</a> */
    NEXUS(
            "Nexus",
            (event, token, payload) -> json(
                    "X-Nexus-Webhook-Id",
                    event,
                    "X-Nexus-Webhook-Delivery",
                    UUID.randomUUID().toString(),
                    "X-Nexus-Webhook-Signature",
                    Hmac.hex("HmacSHA1", token, payload))),
    /** A pipeline that signs as {@code flux trigger receiver} does. */
    CI("CI", (event, token, payload) -> json("X-Signature", "sha256=" + Hmac.hex("HmacSHA256", token, payload)));

    private final String label;

    /** None of them holds anything. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Headers headers;

    Provider(String label, Headers headers) {
        this.label = label;
        this.headers = headers;
    }

    private interface Headers {
        Map<String, String> of(String event, String token, byte[] payload);
    }

    /** @throws IllegalArgumentException when none is called so */
    static Provider of(String label) {
        return Stream.of(values())
                .filter(provider -> provider.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider: " + label));
    }

    /**
     * The headers of a webhook.
     *
     * @param event what the provider calls it; empty where it has no header for it
     * @param token what it was given as the webhook's secret
     */
    Map<String, String> headers(String event, String token, byte[] payload) {
        return headers.of(event, token, payload);
    }

    private static Map<String, String> json(String... namesAndValues) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
