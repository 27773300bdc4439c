package dev.sluice.cel;

/** What came of compiling claim rules. */
public sealed interface ClaimRulesCompilation {

    /** They compiled. */
    record Compiled(ClaimRules rules) implements ClaimRulesCompilation {}

    /**
     * One of them did not.
     *
     * @param message for the Receiver's author: which one, line and column, and what is wrong there
     */
    record Invalid(String message) implements ClaimRulesCompilation {}
}
