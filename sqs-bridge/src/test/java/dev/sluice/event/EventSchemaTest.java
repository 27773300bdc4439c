package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sluice.Golden;
import dev.sluice.Mutations;
import dev.sluice.route.RouteArbitraries;
import dev.sluice.route.SecretNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of events against the code that writes and reads them. */
class EventSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode SCHEMA_TEXT = file("../docs/schemas/webhook-received-v1.json");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonSchema SCHEMA = FACTORY.getSchema(
            SCHEMA_TEXT,
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    private static final String GOLDEN = Golden.compact(Golden.text(EventJsonTest.class, "event.json"));

    @Test
    void itIsASchema() {
        assertThat(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(SCHEMA_TEXT))
                .isEmpty();
    }

    @Test
    void everyFieldIsDescribed() {
        for (String fields : List.of("/properties", "/properties/data/properties")) {
            assertThat(SCHEMA_TEXT.at(fields).properties())
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(
                                    field.getValue().path("description").asText())
                            .as(field.getKey())
                            .isNotEmpty());
        }
    }

    @Test
    void theDocumentedEventIsValid() {
        assertThat(problems(GOLDEN)).isEmpty();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatTheFunctionWritesIsValid(@ForAll("sent") WebhookEvent event) {
        assertThat(problems(EventJson.write(event))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/event", "/data/request", "/data/claims"})
    void aFieldMayBeMissing(String pointer) {
        assertThat(problems(without(pointer))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/specversion",
                "/id",
                "/source",
                "/type",
                "/subject",
                "/time",
                "/datacontenttype",
                "/data",
                "/data/deliveryId",
                "/data/provider",
                "/data/received"
            })
    void anEventThatLacksAFieldIsRefused(String pointer) {
        assertThat(problems(without(pointer)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getType()).isEqualTo("required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/data"})
    void anUnknownFieldIsRefused(String pointer) {
        JsonNode event = parsed(GOLDEN);
        ((ObjectNode) event.at(pointer)).put("token", "x");

        assertThat(SCHEMA.validate(event))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getType()).isEqualTo("additionalProperties"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /specversion      | "1.1"
            /specversion      | 1.0
            /id               | "1"
            /id               | "8A6E0804-2BD0-4672-B79D-D97027F9071A"
            /source           | "sluice/prod-eu"
            /source           | "/sluice"
            /source           | "/sluice/Prod"
            /type             | "dev.sluice.webhook.received.v2"
            /subject          | "github-receiver"
            /subject          | "flux-system/github/receiver"
            /time             | "2026-13-40T00:00:00Z"
            /time             | "2026-11-20T09:30:00+01:00"
            /time             | 1795167000
            /datacontenttype  | "text/plain"
            /data             | "{}"
            /data             | null
            /data/deliveryId  | 7
            /data/provider    | ["github"]
            /data/provider    | null
            /data/event       | null
            /data/received    | "yesterday"
            /data/request     | "text"
            /data/request     | null
            /data/claims      | []
            """)
    void aWrongValueIsRefused(String pointer, String value) {
        JsonNode event = parsed(GOLDEN);
        int name = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, name))).set(pointer.substring(name + 1), parsed(value));

        assertThat(SCHEMA.validate(event))
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem.getInstanceLocation().toString()).isEqualTo(pointer));
    }

    @Property
    void whatIsValidIsReadByTheAgent(@ForAll Random random) {
        String event = Mutations.ofValues(GOLDEN, random);

        assertThat(problems(event).isEmpty() && EventJson.read(event).isEmpty())
                .as(event)
                .isFalse();
    }

    /** Events as the function makes them: its own sources, and objects for filters to look into. */
    @Provide
    Arbitrary<WebhookEvent> sent() {
        Arbitrary<String> sources = Combinators.combine(
                        Arbitraries.of("sluice", "team_a/Sluice-2", "p".repeat(64)), RouteArbitraries.clusterNames())
                .as((prefix, cluster) -> new SecretNames(prefix).source(cluster));
        return Combinators.combine(EventArbitraries.events(), sources)
                .as((event, source) -> new WebhookEvent(
                        event.id(),
                        source,
                        event.receiver(),
                        event.deliveryId(),
                        event.type(),
                        event.name(),
                        event.received(),
                        object(event.request()),
                        object(event.claims())));
    }

    private static @Nullable JsonNode object(@Nullable JsonNode tree) {
        return tree == null || tree.isObject()
                ? tree
                : JsonNodeFactory.instance.objectNode().set("value", tree);
    }

    private static Set<ValidationMessage> problems(String event) {
        return SCHEMA.validate(parsed(event));
    }

    private static String without(String pointer) {
        JsonNode event = parsed(GOLDEN);
        int name = pointer.lastIndexOf('/');
        assertThat(((ObjectNode) event.at(pointer.substring(0, name))).remove(pointer.substring(name + 1)))
                .isNotNull();
        return event.toString();
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode file(String path) {
        try {
            return parsed(Files.readString(Path.of(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
