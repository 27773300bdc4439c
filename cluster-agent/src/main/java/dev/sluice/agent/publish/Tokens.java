package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the Receivers' routes as they stand now, as their tokens are to be had; one for each {@link TokenMode}. */
interface Tokens {

    /**
     * How a Receiver stands.
     *
     * @param receiver the Receiver
     * @param grace how long a replaced token stays in force
     * @param now the time
     * @return empty when that is not known for now: what was published stays
     */
    Optional<Current> current(Receiver receiver, Duration grace, Instant now);

    /** Forgets the Receivers that are gone. */
    default void keepOnly(Set<ReceiverName> names) {}

    /**
     * A Receiver as it stands.
     *
     * @param route its route; empty when it has no path
     * @param problems what is wrong with its token
     */
    record Current(Optional<Route> route, List<Problem> problems) {
        public Current {
            problems = List.copyOf(problems);
        }
    }
}
