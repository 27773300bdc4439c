package dev.sluice.function.webhook;

import java.util.List;
import java.util.regex.Pattern;

/** The provider's id of a webhook; for logs and people, never for decisions. */
public final class DeliveryId {

    private static final List<String> HEADERS = List.of(
            "X-GitHub-Delivery",
            "X-Gitea-Delivery",
            "X-Gitlab-Event-UUID",
            "X-Request-UUID", // Bitbucket Cloud
            "X-Request-Id", // Bitbucket Data Center
            "X-Nexus-Webhook-Delivery",
            "webhook-id", // Standard Webhooks
            "Ce-Id"); // CloudEvents

    // anybody may send it, and it goes into logs and events
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:.-]{1,128}");

    private DeliveryId() {}

    /** The first header's that has the form of an id, else the gateway's id of the request. */
    public static String of(Webhook webhook) {
        return HEADERS.stream()
                .map(webhook::header)
                .filter(id -> FORM.matcher(id).matches())
                .findFirst()
                .orElse(webhook.requestId());
    }
}
