package dev.sluice.function.routes;

import java.util.Map;

/** What came of reading secrets. */
public sealed interface SecretReading {

    /**
     * The store answered. What is in neither map does not exist. The text form shows no value.
     *
     * @param values the texts by name
     * @param errors why some that may exist could not be read: AWS's name of the error, by name
     */
    record Read(Map<String, String> values, Map<String, String> errors) implements SecretReading {
        public Read {
            values = Map.copyOf(values);
            errors = Map.copyOf(errors);
        }

        @Override
        public String toString() {
            return "Read[values=" + values.keySet() + ", errors=" + errors + "]";
        }
    }

    /** The store did not answer in time, or refused: AWS's name of the error. */
    record Failed(String error) implements SecretReading {}
}
