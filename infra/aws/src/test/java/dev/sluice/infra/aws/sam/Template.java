package dev.sluice.infra.aws.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A template as JSON: functions that YAML writes short, such as {@code !Sub}, are written out.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Functions</a>
 */
final class Template {

    static final Path FRONT = Path.of("sam", "front.yaml");
    static final Path CLUSTER = Path.of("sam", "cluster.yaml");

    private static final JsonNodeFactory JSON = JsonMapper.builder().build().getNodeFactory();

    private Template() {}

    static ObjectNode read(Path file) {
        try {
            Compose yaml = new Compose(LoadSettings.builder().build());
            return (ObjectNode) json(yaml.composeString(Files.readString(file)).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Node node) {
        JsonNode value = switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.getValue().forEach(one -> array.add(json(one)));
                yield array;
            }
            case MappingNode mapping -> {
                ObjectNode object = JSON.objectNode();
                for (NodeTuple tuple : mapping.getValue()) {
                    object.set(((ScalarNode) tuple.getKeyNode()).getValue(), json(tuple.getValueNode()));
                }
                yield object;
            }
            default -> throw new IllegalArgumentException("unknown YAML: " + node);
        };
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? function(tag.substring(1), value) : value;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT)) {
            return JSON.numberNode(Integer.parseInt(text));
        }
        return scalar.getTag().equals(Tag.BOOL) ? JSON.booleanNode(Boolean.parseBoolean(text)) : JSON.textNode(text);
    }

    private static JsonNode function(String name, JsonNode value) {
        return switch (name) {
            case "Ref", "Condition" -> JSON.objectNode().set(name, value);
            case "GetAtt" -> {
                String[] parts = value.asText().split("\\.", 2);
                yield JSON.objectNode()
                        .set("Fn::GetAtt", JSON.arrayNode().add(parts[0]).add(parts[1]));
            }
            default -> JSON.objectNode().set("Fn::" + name, value);
        };
    }
}
