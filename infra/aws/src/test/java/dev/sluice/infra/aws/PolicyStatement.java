package dev.sluice.infra.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One statement of an IAM policy.
 *
 * @param json as it is written
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Elements</a>
 */
public record PolicyStatement(JsonNode json) {

    boolean allows() {
        return json.path("Effect").asText().equals("Allow");
    }

    boolean hasCondition() {
        return !json.path("Condition").isEmpty();
    }

    List<String> actions() {
        return texts("Action");
    }

    List<String> resources() {
        return texts("Resource");
    }

    /** A field that is one text or a list of them. */
    List<String> texts(String field) {
        JsonNode value = json.path(field);
        return value.isTextual()
                ? List.of(value.asText())
                : StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    boolean isFor(String action) {
        return json.has("NotAction")
                ? texts("NotAction").stream().noneMatch(pattern -> matchesAction(pattern, action))
                : actions().stream().anyMatch(pattern -> matchesAction(pattern, action));
    }

    /** Whether the statement is about a resource; without the field, as in a trust policy, it is about none. */
    boolean isAbout(String arn) {
        return json.has("NotResource")
                ? texts("NotResource").stream().noneMatch(pattern -> matches(pattern, arn))
                : resources().stream().anyMatch(pattern -> matches(pattern, arn));
    }

    /** Whether anybody is meant. */
    boolean isForEverybody() {
        JsonNode principal = json.path("Principal");
        return json.has("NotPrincipal")
                || principal.asText().equals("*")
                || StreamSupport.stream(principal.spliterator(), false)
                        .anyMatch(some -> some.asText().equals("*")
                                || StreamSupport.stream(some.spliterator(), false)
                                        .anyMatch(one -> one.asText().equals("*")));
    }

    private static boolean matchesAction(String pattern, String action) {
        return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /** {@code *} stands for any number of characters, {@code /} and {@code :} with them, {@code ?} for one. */
    private static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return text.matches(regex.toString());
    }
}
