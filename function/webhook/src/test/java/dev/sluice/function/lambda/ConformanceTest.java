package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What notification-controller was measured to answer is answered here, too. */
class ConformanceTest {

    /** Where Sluice differs on purpose: DESIGN.md, section 4. */
    private static final Set<String> DIFFERENT = Set.of(
            "http: path /hook (no slash)",
            "http: path //hook/D",
            "state: empty token generic",
            "github: empty token, signature with empty key",
            "gitlab: empty token, header missing",
            "harbor: empty token missing header",
            "nexus: empty token");

    /** Flux's 500 for what is known only after the answer: the agent tells it, the sender gets 200. */
    private static final Set<String> KNOWN_AFTER_THE_ANSWER = Set.of(
            "filter: missing key",
            "filter: filter false but resource missing",
            "filter: filter error on first resource, second ok",
            "filter: res.metadata.labels missing select",
            "resources: no apiVersion kind Kustomization",
            "resources: no apiVersion kind HelmRelease",
            "resources: no apiVersion kind ImageUpdateAutomation",
            "resources: no apiVersion kind ExternalArtifact",
            "resources: no apiVersion kind FluxInstance",
            "resources: no apiVersion kind Bucket (CRD not installed)",
            "resources: no apiVersion kind HelmRepository (CRD not installed)",
            "resources: no apiVersion kind OCIRepository (CRD not installed)",
            "resources: no apiVersion kind ImageRepository (CRD not installed)",
            "resources: no apiVersion kind ArtifactGenerator (CRD not installed)",
            "resources: first missing, second ok",
            "resources: wildcard without matchLabels",
            "resources: cross ns denied",
            "resources: wildcard filter error on first stops rest");

    /** No gateway can pass these targets on; they go to the function itself. */
    private static final Set<String> NOT_THROUGH_A_GATEWAY =
            Set.of("http: bare question mark", "http: percent-encoded /hook");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theAnswerIsThatOfFlux(ConformanceCase given) throws IOException {
        TestFunction function = given.function();

        int status = answer(function, given);

        assertThat(status).as(given.name()).isEqualTo(given.expected());
        assertThat(function.events()).as(given.name()).hasSize(status == 200 ? 1 : 0);
        if (!given.isDifferent() && !given.annotated().isEmpty()) {
            assertThat(function.events()).isNotEmpty();
        }
    }

    @Test
    void everyCaseIsRunAndEveryExceptionIsOneOfThem() {
        List<ConformanceCase> all = ConformanceCase.corpus();
        Set<String> names = all.stream().map(ConformanceCase::name).collect(Collectors.toSet());

        assertThat(all).hasSize(250);
        assertThat(names).containsAll(NOT_THROUGH_A_GATEWAY);
        assertThat(names(all, given -> given.isDifferent() && given.status() != given.expected()))
                .isEqualTo(DIFFERENT);
        assertThat(names(all, ConformanceCase::isKnownAfterTheAnswer)).isEqualTo(KNOWN_AFTER_THE_ANSWER);
    }

    static Stream<ConformanceCase> cases() {
        return Stream.concat(ConformanceCase.corpus().stream(), ConformanceCase.extra().stream());
    }

    static int answer(TestFunction function, ConformanceCase given) throws IOException {
        return NOT_THROUGH_A_GATEWAY.contains(given.name())
                ? withoutGateway(function, given)
                : throughGateway(function, given);
    }

    private static Set<String> names(List<ConformanceCase> all, Predicate<ConformanceCase> some) {
        return all.stream().filter(some).map(ConformanceCase::name).collect(Collectors.toSet());
    }

    static int throughGateway(TestFunction function, ConformanceCase given) throws IOException {
        WebhookLambda lambda =
                new WebhookLambda(new Wiring(function.function(), function.log().log(), function.clock()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(given.gatewayEvent()), answer);
        JsonNode json = Corpus.parse(answer.toString(StandardCharsets.UTF_8));
        assertThat(new TreeSet<>(
                        json.properties().stream().map(Map.Entry::getKey).toList()))
                .containsExactly("body", "headers", "isBase64Encoded", "statusCode");
        assertThat(json.path("body").asText()).isEmpty();
        return json.path("statusCode").asInt();
    }

    private static int withoutGateway(TestFunction function, ConformanceCase given) {
        return function.function()
                .receive(new Webhook(
                        given.method(),
                        given.target(),
                        Headers.of(given.headers()),
                        given.body(),
                        "request-1",
                        function.clock().instant()))
                .status();
    }
}
