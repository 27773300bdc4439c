package dev.sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Documents that went wrong on the way. */
public final class Mutations {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "2.5",
            "1e400",
            "9999999999",
            "123456789012345678901234567890",
            "\"\"",
            "\"x\"",
            "\"2026-13-40T00:00:00Z\"",
            "[]",
            "[null]",
            "[[]]",
            "[\"x\", 1]",
            "{}",
            "{\"a\":{\"a\":[1]}}");

    private Mutations() {}

    /** The text with one to three pieces cut out, doubled or overwritten. */
    public static String ofText(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0 && !mutated.isEmpty(); n--) {
            int from = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), from + 1 + random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> mutated.delete(from, to);
                case 1 -> mutated.insert(from, mutated.substring(from, to));
                default -> mutated.setCharAt(from, (char) random.nextInt(0x250));
            }
        }
        return mutated.toString();
    }

    /** The document with one to three of its values replaced by something strange, or left out. */
    public static String ofValues(String json, Random random) {
        try {
            JsonNode root = MAPPER.readTree(json);
            for (int n = random.nextInt(3); n >= 0; n--) {
                List<Consumer<@Nullable JsonNode>> places = new ArrayList<>();
                collect(root, places);
                JsonNode value = MAPPER.readTree(STRANGE.get(random.nextInt(STRANGE.size())));
                places.get(random.nextInt(places.size())).accept(random.nextInt(5) == 0 ? null : value);
                if (root.isEmpty()) {
                    break;
                }
            }
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void collect(JsonNode node, List<Consumer<@Nullable JsonNode>> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                places.add(value -> {
                    if (value == null) {
                        object.remove(field.getKey());
                    } else {
                        object.set(field.getKey(), value);
                    }
                });
                collect(field.getValue(), places);
            });
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(value -> {
                    if (value == null) {
                        array.remove(index);
                    } else {
                        array.set(index, value);
                    }
                });
                collect(array.get(i), places);
            }
        }
    }
}
