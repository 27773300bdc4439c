package dev.sluice.infra.aws.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.infra.aws.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is there after an apply.
 *
 * @param resources the attributes of each resource, by its address
 * @param outputs the outputs of the root module
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format#state-representation">State as JSON</a>
 */
record AppliedState(Map<String, JsonNode> resources, JsonNode outputs) {

    /** Reads what {@code terraform show -json} prints. */
    static AppliedState read(String json) {
        try {
            JsonNode values = new JsonMapper().readTree(json).path("values");
            Map<String, JsonNode> resources = new TreeMap<>();
            collect(values.path("root_module"), resources);
            return new AppliedState(resources, values.path("outputs"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    JsonNode resource(String address) {
        JsonNode found = resources.get(address);
        if (found == null) {
            throw new IllegalArgumentException("no " + address + " among " + resources.keySet());
        }
        return found;
    }

    String output(String name) {
        return outputs.path(name).path("value").asText();
    }

    /** The types of the resources that there are, such as {@code aws_sqs_queue}. */
    Set<String> types() {
        return resources.keySet().stream()
                .map(address -> address.replaceAll("^(module\\.[a-z_]+\\.)*(data\\.)?", ""))
                .map(address -> address.replaceAll("\\..*", ""))
                .collect(Collectors.toSet());
    }

    /** All policies, and what roles trust: whatever is there under such a name, of data sources too. */
    List<PolicyDocument> policies() {
        List<PolicyDocument> policies = new ArrayList<>();
        resources.forEach((address, values) -> {
            for (String attribute : List.of("policy", "assume_role_policy")) {
                String json = values.path(attribute).asText("");
                if (json.startsWith("{")) {
                    policies.add(PolicyDocument.read(address + " " + attribute, json));
                }
            }
        });
        return policies;
    }

    private static void collect(JsonNode module, Map<String, JsonNode> into) {
        module.path("resources").forEach(one -> into.put(one.path("address").asText(), one.path("values")));
        module.path("child_modules").forEach(child -> collect(child, into));
    }
}
