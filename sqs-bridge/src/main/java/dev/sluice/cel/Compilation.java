package dev.sluice.cel;

/** What came of compiling a filter. */
public sealed interface Compilation {

    /** It compiled. */
    record Compiled(Filter filter) implements Compilation {}

    /**
     * It did not.
     *
     * @param message for the Receiver's author: line and column, and what is wrong there
     */
    record Invalid(String message) implements Compilation {}
}
