package dev.sluice.infra.aws.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.infra.aws.InstallationArns;
import dev.sluice.infra.aws.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A template with its parameters put in: what CloudFormation is asked to make. It knows the functions that the templates
 * here use, and of resources' attributes those of queues; others stand as {@code <resource.attribute>}.
 */
final class RenderedStack {

    /** What stands for AWS in it. */
    static final InstallationArns SLUICE = new InstallationArns("aws", "eu-west-1", "123456789012", "sluice");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");
    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::Partition", SLUICE.partition(),
            "AWS::Region", SLUICE.region(),
            "AWS::AccountId", SLUICE.account(),
            "AWS::URLSuffix", "amazonaws.com");

    private final JsonNode template;
    private final Map<String, JsonNode> parameters = new HashMap<>();

    /**
     * @param template the template
     * @param given values of parameters; the others have their defaults
     * @throws IllegalArgumentException when the template refuses them; the message names the parameter, or says what a
     *     rule of the template says
     */
    RenderedStack(JsonNode template, Map<String, String> given) {
        this.template = template;
        template.path("Parameters").properties().forEach(declared -> {
            String name = declared.getKey();
            parameters.put(name, parameter(name, declared.getValue(), given.get(name)));
        });
        if (!parameters.keySet().containsAll(given.keySet())) {
            throw new IllegalArgumentException("no such parameter: " + given.keySet());
        }
        for (JsonNode rule : template.path("Rules")) {
            if (evaluate(rule.path("RuleCondition")).asBoolean()) {
                for (JsonNode assertion : rule.path("Assertions")) {
                    if (!evaluate(assertion.path("Assert")).asBoolean()) {
                        throw new IllegalArgumentException(
                                assertion.path("AssertDescription").asText());
                    }
                }
            }
        }
    }

    private static JsonNode parameter(String name, JsonNode declared, @Nullable String given) {
        if (given == null && !declared.has("Default")) {
            throw new IllegalArgumentException(name + ": must be given");
        }
        String value = given == null ? declared.path("Default").asText() : given;
        String pattern = declared.path("AllowedPattern").asText(".*");
        List<String> allowed = StreamSupport.stream(
                        declared.path("AllowedValues").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!value.matches(pattern) || !(allowed.isEmpty() || allowed.contains(value))) {
            throw new IllegalArgumentException(
                    name + ": " + declared.path("ConstraintDescription").asText("must be one of " + allowed));
        }
        if (!declared.path("Type").asText().equals("CommaDelimitedList")) {
            return TextNode.valueOf(value);
        }
        ArrayNode list = JSON.arrayNode();
        for (String one : value.split(",", -1)) {
            list.add(one.strip());
        }
        return list;
    }

    /** The resources that there are, by their names in the template. */
    Map<String, JsonNode> resources() {
        Map<String, JsonNode> resources = new HashMap<>();
        template.path("Resources").properties().forEach(resource -> {
            if (isMade(resource.getValue())) {
                resources.put(resource.getKey(), evaluate(resource.getValue()));
            }
        });
        return resources;
    }

    /** All policies of roles, users and queues in it, and what roles trust. */
    List<PolicyDocument> policies() {
        List<PolicyDocument> policies = new ArrayList<>();
        resources().forEach((name, resource) -> {
            JsonNode properties = resource.path("Properties");
            if (properties.has("PolicyDocument")) {
                policies.add(PolicyDocument.of(name, properties.path("PolicyDocument")));
            }
            if (properties.has("AssumeRolePolicyDocument")) {
                JsonNode trust = properties.path("AssumeRolePolicyDocument");
                policies.add(
                        trust.isTextual()
                                ? PolicyDocument.read(name + " trust", trust.asText())
                                : PolicyDocument.of(name + " trust", trust));
            }
            for (JsonNode policy : properties.path("Policies")) {
                policies.add(PolicyDocument.of(name, policy.path("PolicyDocument")));
            }
        });
        return policies;
    }

    /** The policy of that name. */
    PolicyDocument policy(String name) {
        return policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The value of an output. */
    String output(String name) {
        return evaluate(template.path("Outputs").path(name).path("Value")).asText();
    }

    private boolean isMade(JsonNode resource) {
        return !resource.has("Condition")
                || condition(resource.path("Condition").asText());
    }

    private boolean condition(String name) {
        return evaluate(template.path("Conditions").path(name)).asBoolean();
    }

    /** The value of an expression; missing when it is {@code AWS::NoValue}. */
    private JsonNode evaluate(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(one -> {
                JsonNode value = evaluate(one);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            });
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref")) {
                return ref(only.getValue().asText());
            }
            if (only.getKey().startsWith("Fn::")) {
                return function(only.getKey().substring(4), only.getValue());
            }
            if (only.getKey().equals("Condition") && only.getValue().isTextual()) {
                return BooleanNode.valueOf(condition(only.getValue().asText()));
            }
        }
        ObjectNode object = JSON.objectNode();
        node.properties().forEach(field -> {
            JsonNode value = evaluate(field.getValue());
            if (!value.isMissingNode()) {
                object.set(field.getKey(), value);
            }
        });
        return object;
    }

    private JsonNode function(String name, JsonNode argument) {
        return switch (name) {
            case "Equals" ->
                BooleanNode.valueOf(evaluate(argument.path(0))
                        .asText()
                        .equals(evaluate(argument.path(1)).asText()));
            case "Not" -> BooleanNode.valueOf(!evaluate(argument.path(0)).asBoolean());
            case "And" -> BooleanNode.valueOf(values(argument).allMatch(JsonNode::asBoolean));
            case "Or" -> BooleanNode.valueOf(values(argument).anyMatch(JsonNode::asBoolean));
            case "If" -> evaluate(argument.path(condition(argument.path(0).asText()) ? 1 : 2));
            case "Sub" -> sub(argument);
            case "GetAtt" ->
                attribute(argument.path(0).asText(), argument.path(1).asText());
            case "Join" ->
                TextNode.valueOf(String.join(
                        argument.path(0).asText(),
                        StreamSupport.stream(evaluate(argument.path(1)).spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()));
            case "Split" -> {
                ArrayNode parts = JSON.arrayNode();
                for (String part : evaluate(argument.path(1))
                        .asText()
                        .split(Pattern.quote(argument.path(0).asText()), -1)) {
                    parts.add(part);
                }
                yield parts;
            }
            case "Select" -> evaluate(argument.path(1)).path(argument.path(0).asInt());
            default -> throw new IllegalArgumentException("unknown function: " + name);
        };
    }

    private Stream<JsonNode> values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(this::evaluate);
    }

    private JsonNode sub(JsonNode argument) {
        JsonNode own = argument.path(1);
        Matcher placeholder =
                PLACEHOLDER.matcher(argument.isArray() ? argument.path(0).asText() : argument.asText());
        return TextNode.valueOf(placeholder.replaceAll(found -> {
            String name = found.group(1);
            JsonNode value = own.has(name)
                    ? evaluate(own.path(name))
                    : name.contains(".") && !name.contains("::")
                            ? attribute(name.split("\\.")[0], name.split("\\.")[1])
                            : ref(name);
            return Matcher.quoteReplacement(value.asText());
        }));
    }

    private JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        if (PSEUDO.containsKey(name)) {
            return TextNode.valueOf(PSEUDO.get(name));
        }
        JsonNode parameter = parameters.get(name);
        return parameter != null ? parameter : attribute(name, "Ref");
    }

    private JsonNode attribute(String resource, String attribute) {
        JsonNode declared = template.path("Resources").path(resource);
        if (declared.path("Type").asText().equals("AWS::SQS::Queue")) {
            String name =
                    evaluate(declared.path("Properties").path("QueueName")).asText();
            return TextNode.valueOf(
                    switch (attribute) {
                        case "Arn" ->
                            String.join(":", "arn", SLUICE.partition(), "sqs", SLUICE.region(), SLUICE.account(), name);
                        case "QueueName" -> name;
                        case "Ref" ->
                            "https://sqs." + SLUICE.region() + ".amazonaws.com/" + SLUICE.account() + "/" + name;
                        default -> throw new IllegalArgumentException("unknown attribute of a queue: " + attribute);
                    });
        }
        return TextNode.valueOf("<" + resource + "." + attribute + ">");
    }
}
