package dev.sluice.queue;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What a redrive came to.
 *
 * @param redriven how many messages went back to the queue; without moving any: how many would
 * @param failed how many did not, though they should have
 * @param cameBack how many came back to the dead-letter queue meanwhile, and stay there
 * @param left how many others stay there, by reason
 * @param stopped why it ended before it had seen all, as a part of a sentence
 */
public record RedriveSummary(
        int redriven, int failed, int cameBack, SortedMap<String, Integer> left, Optional<String> stopped) {

    /** Whether all was done that was asked for. */
    public boolean complete() {
        return failed == 0 && stopped.isEmpty();
    }
}
