package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.oidc.TokenCheck;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus' group {@code gcr}, in which any non-empty token passed for one of Google's. */
class GcrCorpusTest {

    private static final Verifiers VERIFIERS = Verifiers.all(
            (token, email, audience, received) -> Optional.empty(),
            (token, providers, received) -> TokenCheck.refused(Reason.ISSUER_UNKNOWN),
            (provider, claims) -> Optional.of(Reason.RULES_INVALID));

    /** The function, for which any token passes for one of Google's. */
    static TestFunction function(ConformanceCase given) {
        return new TestFunction(VERIFIERS, route(given));
    }

    static List<ConformanceCase> cases() {
        return Corpus.resource("/conformance/receiver-http.jsonl").stream()
                .filter(line -> line.path("group").asText().equals("gcr"))
                .map(ConformanceCase::new)
                .toList();
    }

    @Test
    void theGroupHasFifteenCases() {
        assertThat(cases()).hasSize(15);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theAnswerIsThatOfFlux(ConformanceCase given) throws IOException {
        TestFunction function = function(given);

        assertThat(status(function, given)).isEqualTo(given.status());
        assertThat(function.events()).hasSize(given.status() == 200 ? 1 : 0);
    }

    /** The four filters of the group, as what they see. */
    @Test
    void toFiltersTheNotificationIsThePayload() throws IOException {
        assertThat(payload("filter req.tag")).isEqualTo("{\"action\":\"INSERT\",\"digest\":\"d\",\"tag\":\"t\"}");
        assertThat(payload("filter !has(req.message)"))
                .isEqualTo("{\"action\":\"INSERT\",\"digest\":\"d\",\"tag\":\"t\"}");
        assertThat(payload("filter, missing tag becomes empty string"))
                .isEqualTo("{\"action\":\"DELETE\",\"digest\":\"\",\"tag\":\"\"}");
        assertThat(payload("filter, content-type missing -> req empty")).isEqualTo("{}");
    }

    private static String payload(String name) throws IOException {
        ConformanceCase given = cases().stream()
                .filter(one -> one.name().equals("gcr: " + name))
                .findFirst()
                .orElseThrow();
        TestFunction function = function(given);
        assertThat(status(function, given)).isEqualTo(200);
        WebhookEvent event = function.events().getFirst();
        return String.valueOf(event.request());
    }

    private static int status(TestFunction function, ConformanceCase given) throws IOException {
        WebhookLambda lambda =
                new WebhookLambda(new Wiring(function.function(), function.log().log(), function.clock()));
        byte[] event = GatewayEvents.bytes(
                GatewayEvents.httpApi(given.method(), given.target(), given.headers(), given.body()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(event), answer);
        return Corpus.parse(answer.toString(StandardCharsets.UTF_8))
                .path("statusCode")
                .asInt();
    }

    private static Route route(ConformanceCase given) {
        JsonNode receiver = given.line().path("receiver");
        return new Route(
                receiver.path("status").path("webhookPath").asText().substring(WebhookPath.PREFIX.length()),
                new ReceiverName("ns", "rcv"),
                "gcr",
                List.of(),
                RouteState.READY,
                receiver.path("spec").has("resourceFilter"),
                null,
                null,
                List.of(),
                secret(given, "email"),
                secret(given, "audience"),
                List.of(),
                Map.of());
    }

    private static @Nullable String secret(ConformanceCase given, String key) {
        String value = given.line().path("secretData").path(key).textValue();
        return value == null ? null : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
