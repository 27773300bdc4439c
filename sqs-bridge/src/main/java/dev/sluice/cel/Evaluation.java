package dev.sluice.cel;

/** What came of evaluating a filter. */
public sealed interface Evaluation {

    /** It gave a bool. */
    record Is(boolean value) implements Evaluation {}

    /**
     * It gave none.
     *
     * @param message for the Receiver's author: line and column, and what went wrong there; shows nothing of the
     *     payload
     */
    record Failed(String message) implements Evaluation {}
}
