package dev.sluice.soak;

import java.time.Duration;
import java.util.List;

/**
 * How much, how fast, and what goes wrong meanwhile.
 *
 * @param webhooks how many are sent; those over {@link #ownTargets} are for the shared targets
 * @param perSecond how many are sent a second
 * @param senders how many are sent at a time
 * @param ownReceivers how many Receivers have targets that get one webhook each
 * @param targetsOfOwn how many targets each of them has; more than one takes a filter to tell them apart
 * @param sharedReceivers how many Receivers have targets that get many webhooks
 * @param targetsOfShared how many targets each of them has, all of which each of its webhooks is for
 * @param poison how many messages are sent to the queue that are no event of this cluster
 * @param faults the share of the agents' API calls that fail, 0 to 1
 * @param killEvery how long until one of the two agents is killed, in turns
 * @param sqsAwayAfter when SQS goes away, from the first webhook on
 * @param sqsAway for how long
 * @param apiServerAwayAfter when the API server goes away, from the first webhook on
 * @param apiServerAway for how long
 * @param drain how long the agents may take for what is left at the end
 * @param agentOptions the agents' options
 */
record SoakSettings(
        int webhooks,
        int perSecond,
        int senders,
        int ownReceivers,
        int targetsOfOwn,
        int sharedReceivers,
        int targetsOfShared,
        int poison,
        double faults,
        Duration killEvery,
        Duration sqsAwayAfter,
        Duration sqsAway,
        Duration apiServerAwayAfter,
        Duration apiServerAway,
        Duration drain,
        List<String> agentOptions) {

    /** 20,000 webhooks in some minutes. */
    static SoakSettings full() {
        return new SoakSettings(
                20_000,
                100,
                16,
                400,
                5,
                100,
                2,
                200,
                0.1,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(80),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                List.of("--visibility=10s"));
    }

    /** The same in half a minute, for the tests. */
    static SoakSettings brief() {
        return new SoakSettings(
                400,
                40,
                8,
                30,
                2,
                30,
                2,
                4,
                0.1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(7),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                List.of("--visibility=4s"));
    }

    /** How many webhooks have a target of their own. */
    int ownTargets() {
        return ownReceivers * targetsOfOwn;
    }
}
