package dev.sluice.agent.api;

/**
 * One try of something that the API server is asked.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface ApiCall<T> {

    /**
     * Tries once.
     *
     * @throws ApiFailure when a later try may succeed
     * @throws ApiRefusal when none will
     * @throws InterruptedException when the agent stops
     */
    T once() throws ApiFailure, ApiRefusal, InterruptedException;
}
