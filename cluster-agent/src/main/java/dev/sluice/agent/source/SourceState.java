package dev.sluice.agent.source;

/**
 * How it stands with an SqsEventSource. What stays the same must read the same: each new message is written to the API.
 *
 * @see <a href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md">kstatus</a>
 */
public sealed interface SourceState {

    /** Why, for people; without secrets. */
    String message();

    /** Its queue is polled. */
    record Ready(String message) implements SourceState {}

    /**
     * It does not work now, and the agent tries again: the queue is missing, forbidden, or AWS is away.
     *
     * @param reason letters and digits, in CamelCase; another one is an IllegalArgumentException
     */
    record Retrying(String reason, String message) implements SourceState {
        public Retrying {
            requireReason(reason);
        }
    }

    /**
     * It cannot work until somebody changes something: the queue may not be named, is another's, a filter does not compile.
     *
     * @param reason letters and digits, in CamelCase; another one is an IllegalArgumentException
     */
    record Stalled(String reason, String message) implements SourceState {
        public Stalled {
            requireReason(reason);
        }
    }

    private static void requireReason(String reason) {
        if (!reason.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("reason must be letters and digits, in CamelCase, not " + reason);
        }
    }
}
