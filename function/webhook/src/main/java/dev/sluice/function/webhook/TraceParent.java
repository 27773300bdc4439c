package dev.sluice.function.webhook;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace that a webhook belongs to.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class TraceParent {

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The webhook's {@code traceparent}; empty unless it is well-formed. */
    public static Optional<String> of(Webhook webhook) {
        return Optional.of(webhook.header("traceparent"))
                .filter(value -> FORM.matcher(value).matches());
    }
}
