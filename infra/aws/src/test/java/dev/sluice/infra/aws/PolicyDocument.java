package dev.sluice.infra.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * An IAM policy, rendered: no placeholder of a template is left in it.
 *
 * @param name for what is found in it
 * @param statements its statements
 */
public record PolicyDocument(String name, List<PolicyStatement> statements) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IllegalArgumentException when it is no policy in JSON, or one without a statement */
    public static PolicyDocument read(String name, String json) {
        try {
            return of(name, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is no JSON", e);
        }
    }

    /** @throws IllegalArgumentException when it is no policy, or one without a statement */
    public static PolicyDocument of(String name, JsonNode json) {
        JsonNode found = json.path("Statement");
        List<PolicyStatement> statements = new ArrayList<>();
        (found.isObject() ? List.of(found) : found).forEach(one -> statements.add(new PolicyStatement(one)));
        if (statements.isEmpty()) {
            throw new IllegalArgumentException(name + " has no statement");
        }
        for (PolicyStatement statement : statements) {
            if (!List.of("Allow", "Deny")
                    .contains(statement.json().path("Effect").asText())) {
                throw new IllegalArgumentException(name + " has a statement whose Effect is neither Allow nor Deny");
            }
        }
        return new PolicyDocument(name, List.copyOf(statements));
    }
}
