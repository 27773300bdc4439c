package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The claims that every token has. A wrong type makes a claim unreadable, which spoils the token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1">RFC 7519</a>
 */
final class Claims {

    /** Flux's JSON library takes a number within quotes for the number. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,9})?");

    private Claims() {}

    /** A text; empty when the claim is missing or anything else. */
    static String text(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        return value.isTextual() ? value.textValue() : "";
    }

    static boolean isTextOrAbsent(ObjectNode claims, String name) {
        return claims.path(name).isTextual() || isAbsent(claims, name);
    }

    static boolean isAbsent(ObjectNode claims, String name) {
        return claims.path(name).isMissingNode() || claims.path(name).isNull();
    }

    /** Whom a token is for: a text or a list of texts; empty when it is neither. */
    static Optional<List<String>> audiences(ObjectNode claims) {
        JsonNode value = claims.path("aud");
        if (value.isTextual()) {
            return Optional.of(List.of(value.textValue()));
        }
        if (isAbsent(claims, "aud")) {
            return Optional.of(List.of());
        }
        if (!value.isArray()) {
            return Optional.empty();
        }
        List<String> audiences = new ArrayList<>();
        for (JsonNode entry : value) {
            if (!entry.isTextual()) {
                return Optional.empty();
            }
            audiences.add(entry.textValue());
        }
        return Optional.of(audiences);
    }

    /** A time, in whole seconds; empty when the claim is missing or no time. */
    static Optional<Instant> time(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        try {
            if (value.isNumber()) {
                return Optional.of(Instant.ofEpochSecond((long) value.doubleValue()));
            }
            return value.isTextual() && NUMBER.matcher(value.textValue()).matches()
                    ? Optional.of(Instant.ofEpochSecond((long) Double.parseDouble(value.textValue())))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
