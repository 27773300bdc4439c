package dev.sluice.cel;

import java.util.List;

/** What claim rules say of a token. */
public sealed interface ClaimsVerdict {

    /** All validations hold. */
    record Passed() implements ClaimsVerdict {}

    /**
     * Some do not.
     *
     * @param messages those validations' own messages, in order
     */
    record Refused(List<String> messages) implements ClaimsVerdict {
        public Refused {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A variable or validation could not be evaluated.
     *
     * @param message for the Receiver's author: which one, line and column, and what went wrong there; shows no claim
     */
    record Failed(String message) implements ClaimsVerdict {}
}
