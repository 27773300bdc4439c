package dev.sluice.infra.aws.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan would change of a resource.
 *
 * @param address of the resource
 * @param type of the resource
 * @param actions such as {@code update}
 * @param attributes whose values would change; those that AWS makes up are left out
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format#change-representation">Plan as JSON</a>
 */
record PlannedChange(String address, String type, List<String> actions, Set<String> attributes) {

    /** Reads what {@code terraform show -json} prints of a plan. */
    static List<PlannedChange> read(String json) {
        List<PlannedChange> changes = new ArrayList<>();
        for (JsonNode resource : parse(json).path("resource_changes")) {
            JsonNode change = resource.path("change");
            List<String> actions = new ArrayList<>();
            change.path("actions").forEach(action -> actions.add(action.asText()));
            if (!actions.equals(List.of("no-op")) && !actions.equals(List.of("read"))) {
                changes.add(new PlannedChange(
                        resource.path("address").asText(), resource.path("type").asText(), actions, differing(change)));
            }
        }
        return changes;
    }

    private static Set<String> differing(JsonNode change) {
        Set<String> names = new TreeSet<>();
        change.path("after").fieldNames().forEachRemaining(names::add);
        change.path("before").fieldNames().forEachRemaining(names::add);
        names.removeIf(name ->
                change.path("before").path(name).equals(change.path("after").path(name)));
        return names;
    }

    private static JsonNode parse(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
