package dev.sluice.function.lambda;

import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.function.aws.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One signed push of GitHub, by every way in: the golden files have the shapes that AWS documents. */
class WaysInTest {

    private static final String DELIVERY_ID = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

    private final TestFunction function = new TestFunction(route("github", "push"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-api-text",
                "http-api-base64",
                "http-api-stage",
                "http-api-base-path",
                "http-api-payload-1-stage",
                "rest-api-text",
                "rest-api-base64",
                "rest-api-base-path",
                "rest-api-two-values",
                "function-url-text",
                "function-url-base64"
            })
    void aPushIsQueued(String way) throws IOException {
        assertThat(status(golden(way), "/webhooks")).isEqualTo(200);
        assertThat(function.events())
                .singleElement()
                .extracting(WebhookEvent::deliveryId)
                .isEqualTo(DELIVERY_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-api-base-path", "rest-api-base-path"})
    void aBasePathThatIsNotConfiguredIsUnknown(String way) throws IOException {
        assertThat(status(golden(way), "")).isEqualTo(404);
        assertThat(function.secrets().reads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-api-text", "function-url-text"})
    void aQueryIsPartOfTheTargetAsInFlux(String way) throws IOException {
        assertThat(status(golden(way).put("rawQueryString", "a=b"), "")).isEqualTo(404);
    }

    @Test
    void aQueryOfARestApiIsPartOfTheTargetToo() throws IOException {
        ObjectNode event = golden("rest-api-text");
        event.putObject("queryStringParameters").put("a", "b");

        assertThat(status(event, "")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"http-api-text, JKJaXmPLvHcESHA=", "rest-api-text, 77375676-xmpl-4b79-853a-f982474efe18"})
    void theGatewaysIdStandsInForTheProviders(String way, String id) throws IOException {
        ObjectNode event = golden(way);
        event.withObject("/headers").remove("x-github-delivery");
        event.withObject("/headers").remove("X-GitHub-Delivery");
        event.withObject("/multiValueHeaders").remove("X-GitHub-Delivery");

        assertThat(status(event, "")).isEqualTo(200);
        assertThat(function.lastLine().path("deliveryId").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-api-base64", "rest-api-base64", "function-url-base64"})
    void aBodyThatIsNotInTheBase64ThatItClaimsIsNoGatewaysEvent(String way) throws IOException {
        assertThat(status(golden(way).put("body", "***"), "")).isEqualTo(500);
        assertThat(function.lastLine().path("verdict").asText()).isEqualTo("NotAGatewayEvent");
    }

    @Test
    void aScheduleIsAnsweredWithoutALookUp() throws IOException {
        assertThat(status(golden("scheduled"), "")).isEqualTo(200);
        assertThat(function.secrets().reads()).isEmpty();
        assertThat(function.log().messages()).containsExactly("called by a schedule");
    }

    @Test
    void otherEventsOfAwsAreUnknown() throws IOException {
        assertThat(status(golden("scheduled").put("detail-type", "Object Created"), ""))
                .isEqualTo(500);
    }

    @Test
    void nothingOfAMalformedEventIsLogged() throws IOException {
        ObjectNode event = golden("rest-api-text");
        event.remove("httpMethod");

        assertThat(status(event, "")).isEqualTo(500);
        assertThat(function.log().text()).doesNotContain(TOKEN, "hook/", "sha256=", "refs/heads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhooks", "/", "/webhooks/", "//", "/a?b"})
    void aWrongBasePathIsToldInOneSentence(String value) {
        assertThatThrownBy(() -> BasePath.of(Map.of("SLUICE_BASE_PATH", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_BASE_PATH: must begin with / and not end with it, such as /webhooks");
    }

    private int status(ObjectNode event, String basePath) throws IOException {
        WebhookLambda lambda = new WebhookLambda(
                new Wiring(function.function(), function.log().log(), function.clock()),
                BasePath.of(Map.of("SLUICE_BASE_PATH", basePath)));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(GatewayEvents.bytes(event)), answer);
        return Corpus.parse(answer.toString(StandardCharsets.UTF_8))
                .path("statusCode")
                .asInt();
    }

    private static ObjectNode golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(WaysInTest.class.getResourceAsStream(name + ".json"), name)) {
            return (ObjectNode) Corpus.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
