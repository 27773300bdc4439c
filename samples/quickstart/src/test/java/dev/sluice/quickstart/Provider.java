package dev.sluice.quickstart;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Who sends webhooks, and with what headers; by the name that the samples' tables give it. */
enum Provider {
    /** @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers">Headers</a> */
    GITHUB("GitHub") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return GitHub.headers(event, token, payload);
        }
    },
    /** @see <a href="https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers">Headers</a> */
    GITLAB("GitLab") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json(
                    "X-Gitlab-Event",
                    event,
                    "X-Gitlab-Token",
                    token,
                    "X-Gitlab-Instance",
                    "https://gitlab.com",
                    "X-Gitlab-Webhook-UUID",
                    "13792a34-cac6-4fda-95a8-c58e00a3954e",
                    "X-Gitlab-Event-UUID",
                    UUID.randomUUID().toString());
        }
    },
    /** @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#HTTP-Headers">Headers</a> */
    BITBUCKET("Bitbucket") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json(
                    "X-Event-Key",
                    event,
                    "X-Hook-UUID",
                    "5d3e7a5c-2f6f-4b8a-9f0a-4d0f0e3c7b11",
                    "X-Request-UUID",
                    UUID.randomUUID().toString(),
                    "X-Attempt-Number",
                    "1",
                    "X-Hub-Signature",
                    "sha256=" + Hmac.hex("HmacSHA256", token, payload));
        }
    },
    /** @see <a href="https://docs.docker.com/docker-hub/repos/manage/webhooks/">Webhooks</a> */
    DOCKER_HUB("Docker Hub") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json();
        }
    },
    /** @see <a href="https://docs.quay.io/guides/notifications.html">Notifications</a> */
    QUAY("Quay") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json();
        }
    },
    /** @see <a href="https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/">Webhooks</a> */
    HARBOR("Harbor") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json("Authorization", token);
        }
    },
    /** @see <a href="https://help.sonatype.com/en/working-with-hmac-payloads.html">HMAC payloads</a> */
    NEXUS("Nexus") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json(
                    "X-Nexus-Webhook-Id",
                    event,
                    "X-Nexus-Webhook-Delivery",
                    UUID.randomUUID().toString(),
                    "X-Nexus-Webhook-Signature",
                    Hmac.hex("HmacSHA1", token, payload));
        }
    },
    /** A pipeline that signs as {@code flux trigger receiver} does. */
    CI("CI") {
        @Override
        Map<String, String> headers(String event, String token, byte[] payload) {
            return json("X-Signature", "sha256=" + Hmac.hex("HmacSHA256", token, payload));
        }
    };

    private final String label;

    Provider(String label) {
        this.label = label;
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
    abstract Map<String, String> headers(String event, String token, byte[] payload);

    private static Map<String, String> json(String... namesAndValues) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
