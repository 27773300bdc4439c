package dev.sluice.queue;

/** Holds up receiving while what messages are for is away. */
@FunctionalInterface
public interface Gate {

    /** Always open. */
    Gate OPEN = () -> {};

    /** Returns as soon as the gate is open. */
    void awaitOpen() throws InterruptedException;
}
