package dev.sluice.cel;

/**
 * An expression that does too much. An {@link Error}, for dev.cel lets {@code ||} and {@code &&} absorb every exception.
 * Never leaves this package.
 */
final class LimitExceeded extends Error {

    private static final long serialVersionUID = 1L;

    private final String limit;

    /** @param limit what was exceeded, as the end of "the expression ..." */
    LimitExceeded(String limit) {
        super(limit, null, false, false);
        this.limit = limit;
    }

    String limit() {
        return limit;
    }
}
