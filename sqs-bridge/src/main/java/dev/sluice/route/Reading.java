package dev.sluice.route;

import java.util.List;

/**
 * What came of reading a document of Secrets Manager.
 *
 * @param <T> what the document holds
 */
public sealed interface Reading<T> {

    /**
     * It was read.
     *
     * @param value what it holds
     * @param problems the entries that were left out, each in a sentence that names the field and shows no secret
     */
    record Read<T>(T value, List<String> problems) implements Reading<T> {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /**
     * It was refused as a whole; what was read before stays in force.
     *
     * @param reason a sentence that names the field and the allowed values, and shows no secret
     */
    record Refused<T>(String reason) implements Reading<T> {}
}
