package dev.sluice.agent;

/**
 * Keeps the heap small. The serial collector lets old objects lie until the heap has reached its limit, so an agent that
 * was busy once would hold that memory for ever. Here they are looked at whenever the heap has grown by an eighth, and
 * once more when it has been calm for a while; what is free then goes back to the system.
 */
final class SmallHeap {

    private static final int CALM_SECONDS = 10;

    private final Runtime runtime = Runtime.getRuntime();
    private long kept = runtime.totalMemory();
    private int secondsSinceGrowth;

    private SmallHeap() {}

    /** Begins, for as long as the process lives. */
    static void keep() {
        Thread.ofVirtual().name("small-heap").start(new SmallHeap()::keepForEver);
    }

    private void keepForEver() {
        try {
            while (true) {
                Thread.sleep(1_000);
                secondsSinceGrowth++;
                if (runtime.totalMemory() > kept + kept / 8) {
                    collect();
                    secondsSinceGrowth = 0;
                } else if (secondsSinceGrowth == CALM_SECONDS) {
                    collect();
                }
            }
        } catch (InterruptedException e) {
            // nobody does
            Thread.currentThread().interrupt();
        }
    }

    private void collect() {
        System.gc();
        kept = runtime.totalMemory();
    }
}
