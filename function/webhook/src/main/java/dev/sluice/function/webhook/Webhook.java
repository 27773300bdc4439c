package dev.sluice.function.webhook;

import java.time.Instant;

/**
 * One HTTP request from a provider. Its text form shows neither path nor headers nor body.
 *
 * @param method its method; Flux answers all alike, and so do we
 * @param target its raw target: the path, and the query with its {@code ?} if there is one
 * @param headers its headers
 * @param body the exact bytes of its body; not copied, so nobody may write to it
 * @param requestId the gateway's id of it
 * @param received when it came in
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes may be 3 MiB, and webhooks are never compared
public record Webhook(String method, String target, Headers headers, byte[] body, String requestId, Instant received) {

    /** The first value of a header; empty when there is none. */
    public String header(String name) {
        return headers.first(name);
    }

    @Override
    public String toString() {
        return "Webhook[" + method + ", " + body.length + " bytes, requestId=" + requestId + "]";
    }
}
