package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Holds back news that a Receiver is not ready, or has no path, until it has lasted: a reconciliation of
 * notification-controller passes through both.
 */
final class Patience {

    static final Duration HOLD = Duration.ofSeconds(60);

    private final TokenMode tokens;
    private final Map<ReceiverName, Instant> unsettledSince = new HashMap<>();

    Patience(TokenMode tokens) {
        this.tokens = tokens;
    }

    /**
     * Whether what was published of a Receiver is to stay as it is for now.
     *
     * @param receiver the Receiver as it stands
     * @param now the time
     */
    boolean holds(Receiver receiver, Instant now) {
        boolean settled = switch (receiver.standing()) {
            case Standing.WithPath withPath -> withPath.ready();
            case Standing.WithoutPath() -> false;
            // the path can be computed, if it can be done without the token
            case Standing.Unwritten() -> tokens == TokenMode.PUBLISHED || TokenUse.of(receiver.type()) == TokenUse.NONE;
        };
        if (settled || receiver.suspended()) {
            unsettledSince.remove(receiver.name());
            return false;
        }
        Instant since = unsettledSince.computeIfAbsent(receiver.name(), name -> now);
        return now.isBefore(since.plus(HOLD));
    }

    /** Forgets the Receivers that are gone. */
    void keepOnly(Set<ReceiverName> names) {
        unsettledSince.keySet().retainAll(names);
    }
}
