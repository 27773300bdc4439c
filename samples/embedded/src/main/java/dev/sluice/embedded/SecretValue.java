package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a version of a secret holds.
 *
 * @param field {@code SecretString} or {@code SecretBinary}
 * @param text the string, or the bytes in base64
 */
record SecretValue(String field, String text) {
    private static final int MAX_BYTES = 65_536;

    /** The value in a request; empty when there is none. */
    static Optional<SecretValue> in(JsonNode request) {
        boolean string = request.hasNonNull("SecretString");
        boolean binary = request.hasNonNull("SecretBinary");
        if (string && binary) {
            throw AwsError.invalidParameter("You can't specify both a binary secret value and a string secret value.");
        }
        if (!string && !binary) {
            return Optional.empty();
        }
        String field = string ? "SecretString" : "SecretBinary";
        SecretValue value = new SecretValue(field, request.get(field).asText());
        value.checkSize();
        return Optional.of(value);
    }

    void writeTo(ObjectNode answer) {
        answer.put(field, text);
    }

    private void checkSize() {
        int size = field.equals("SecretString")
                ? text.getBytes(StandardCharsets.UTF_8).length
                : Base64.getDecoder().decode(text).length;
        String member = Character.toLowerCase(field.charAt(0)) + field.substring(1);
        if (size > MAX_BYTES) {
            throw AwsError.validation("1 validation error detected: Value at '" + member
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + MAX_BYTES);
        }
        if (size < 1) {
            throw AwsError.validation("1 validation error detected: Value at '" + member
                    + "' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
    }

    /** Without the value: it is a secret. */
    @Override
    public String toString() {
        return field;
    }
}
