package dev.sluice.soak;

import java.util.List;

/**
 * A webhook to be sent.
 *
 * @param receiver whose it is
 * @param targets what it is for
 */
record Webhook(FleetReceiver receiver, List<String> targets) {

    /** What its payload names as {@code target}. */
    String target() {
        return targets.getFirst();
    }
}
