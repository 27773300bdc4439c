package dev.sluice.soak;

import java.nio.charset.StandardCharsets;

/** What an API call can meet on its way. */
enum Fault {
    TOO_MANY_REQUESTS("429 Too Many Requests"),
    TOO_MANY_REQUESTS_WAIT("429 Too Many Requests\r\nRetry-After: 1"),
    INTERNAL_ERROR("500 Internal Server Error"),
    /** The connection is reset before the API server sees the request. */
    RESET_BEFORE(""),
    /** The connection is reset when the API server has done what was asked. */
    RESET_AFTER("");

    private static final String BODY = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\"}";

    private final String status;

    Fault(String status) {
        this.status = status;
    }

    boolean isReset() {
        return status.isEmpty();
    }

    /** The whole answer of a fault that is one. */
    byte[] answer() {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                        + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
