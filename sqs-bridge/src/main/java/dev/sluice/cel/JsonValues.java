package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;

/**
 * JSON as CEL values, the way Go reads it: every number is a double, text is well-formed. Lists and maps are views;
 * nothing is copied before an expression looks at it.
 */
final class JsonValues {

    private JsonValues() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new JsonMap(node);
            case ARRAY -> new JsonList(node);
            case NUMBER -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> wellFormed(node.textValue());
            default -> NullValue.NULL_VALUE;
        };
    }

    /** Go's decoder puts U+FFFD for each surrogate that stands alone. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
