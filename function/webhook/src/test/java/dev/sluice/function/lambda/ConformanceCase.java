package dev.sluice.function.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.FilterEnvironment;
import dev.sluice.function.Corpus;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.TestFunction;
import dev.sluice.function.oidc.TokenCheck;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line of the conformance corpus: a Receiver, a request, and what came of it. */
public record ConformanceCase(JsonNode line) {

    /** The token checks that the corpus was measured with: any non-empty token passed for one of Google's. */
    private static final Verifiers VERIFIERS = Verifiers.all(
            (token, email, audience, received) -> Optional.empty(),
            (token, providers, received) -> TokenCheck.refused(Reason.ISSUER_UNKNOWN),
            (provider, claims) -> Optional.of(Reason.RULES_INVALID));

    private static final FilterEnvironment FILTERS = FilterEnvironment.withoutClaims();

    /** The name of every Receiver's Secret, where tokens are external. */
    private static final String SECRET = "webhook-token";

    private static final PathMatcher HTTP_CASES = FileSystems.getDefault().getPathMatcher("glob:*http*.jsonl");

    /** The cases of the corpus. */
    public static List<ConformanceCase> corpus() {
        return Corpus.resource("/conformance/receiver-http.jsonl").stream()
                .map(ConformanceCase::new)
                .toList();
    }

    /** The cases in the folder {@code -Dconformance.extra}, seen from the project's root; none without it. */
    public static List<ConformanceCase> extra() {
        String folder = System.getProperty("conformance.extra", "");
        if (folder.isEmpty()) {
            return List.of();
        }
        Path found = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve(folder).normalize())
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("conformance.extra: there is no folder " + folder));
        try (Stream<Path> files = Files.list(found)) {
            return files.filter(file -> HTTP_CASES.matches(file.getFileName()))
                    .flatMap(ConformanceCase::lines)
                    .map(ConformanceCase::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Corpus::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it is about: a Receiver's type, or the stage of the way. */
    public String group() {
        return line.path("group").asText();
    }

    /** Whether the real CRD refuses the Receiver. */
    public boolean embeddedOnly() {
        return line.path("embeddedOnly").asBoolean();
    }

    /** The controller's flag. */
    public boolean noCrossNamespaceRefs() {
        return line.path("noCrossNamespaceRefs").asBoolean();
    }

    String name() {
        return line.path("group").asText() + ": " + line.path("name").asText();
    }

    /** The Receiver's type; empty when there is no Receiver. */
    String type() {
        return line.path("receiver").path("spec").path("type").asText();
    }

    /** What Flux answered. */
    int status() {
        return line.path("expect").path("status").asInt();
    }

    /** The objects, {@code namespace/name}, that Flux annotated. */
    public Set<String> annotated() {
        return Set.copyOf(texts(line.path("expect").path("annotated")));
    }

    /** Whether Sluice answers something else on purpose. */
    public boolean isDifferent() {
        return isRedirect() || lacksToken();
    }

    /** Flux's 500 for what is known only after the answer: the agent tells it, the sender gets 200. */
    boolean isKnownAfterTheAnswer() {
        return status() == 500
                && filters(line.at("/receiver/spec")).allMatch(ConformanceCase::compiles)
                && !payloadFails();
    }

    /** What is to be answered. */
    public int expected() {
        if (isRedirect()) {
            // no redirect of a POST
            return 404;
        }
        if (lacksToken() && status() == 200) {
            // an empty key verifies anything
            return 400;
        }
        return isKnownAfterTheAnswer() ? 200 : status();
    }

    private boolean isRedirect() {
        return status() == 307;
    }

    private boolean lacksToken() {
        return line.path("receiver").isObject() && secret().token().isEmpty() && !type().equals("generic-oidc");
    }

    /** Whether a filter needs a payload that is there, and no JSON object. */
    private boolean payloadFails() {
        boolean json = headers().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().contains("application/json"));
        if (!json || filters(line.at("/receiver/spec")).findAny().isEmpty()) {
            return false;
        }
        try (JsonParser parser = new JsonMapper().createParser(body())) {
            // the first value counts
            JsonNode payload = parser.readValueAsTree();
            return payload == null || !(payload.isObject() || payload.isNull());
        } catch (IOException e) {
            return true;
        }
    }

    String method() {
        return line.path("request").path("method").asText();
    }

    String target() {
        return line.path("request").path("target").asText();
    }

    List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        line.path("request")
                .path("headers")
                .forEach(header -> headers.add(
                        Map.entry(header.path(0).asText(), header.path(1).asText())));
        return headers;
    }

    byte[] body() {
        JsonNode repeat = line.path("request").path("bodyRepeat");
        if (repeat.isMissingNode()) {
            return Base64.getDecoder()
                    .decode(line.path("request").path("bodyBase64").asText());
        }
        byte[] body = new byte[repeat.path("count").asInt()];
        Arrays.fill(body, (byte) repeat.path("byte").asText().charAt(0));
        return body;
    }

    /** The request as an HTTP API hands it to the function. */
    public byte[] gatewayEvent() {
        return GatewayEvents.bytes(GatewayEvents.httpApi(method(), target(), headers(), body()));
    }

    /** The function, with the table that the Receiver's agent publishes. */
    TestFunction function() {
        JsonNode receiver = line.path("receiver");
        return receiver.isNull() ? new TestFunction() : new TestFunction(VERIFIERS, route(receiver));
    }

    /** The function, with the table that an agent publishes in external mode, and the Secret's content where it says. */
    TestFunction externalFunction() {
        JsonNode receiver = line.path("receiver");
        if (receiver.isNull()) {
            return new TestFunction();
        }
        Route route = externalRoute(receiver);
        FakeSecrets secrets = FakeSecrets.of("prod", route);
        if (line.path("secretData").isObject()) {
            secrets.putToken(
                    FakeSecrets.NAMES.token("prod", route.receiver().namespace(), SECRET), stored(), Instant.EPOCH);
        }
        return new TestFunction(VERIFIERS, secrets);
    }

    private Route route(JsonNode receiver) {
        ReceiverSecret secret = secret();
        return bare(receiver, secret.token().isPresent(), null).with(secret);
    }

    /** Of the token an agent knows no more than that its path was not made of an empty one. */
    private Route externalRoute(JsonNode receiver) {
        ReceiverName name = name(receiver);
        boolean hasToken = !digest(receiver).equals(WebhookPath.digestOf(new byte[0], name));
        return bare(receiver, hasToken, hasToken ? new ExternalToken(SECRET, Duration.ofHours(1)) : null);
    }

    private Route bare(JsonNode receiver, boolean hasToken, @Nullable ExternalToken external) {
        return new Route(
                digest(receiver),
                name(receiver),
                type(),
                texts(receiver.path("spec").path("events")),
                state(receiver, hasToken),
                filters(receiver.path("spec")).findAny().isPresent(),
                null,
                null,
                List.of(),
                external,
                null,
                null,
                List.of(),
                Map.of());
    }

    private static String digest(JsonNode receiver) {
        return receiver.path("status").path("webhookPath").asText().substring(WebhookPath.PREFIX.length());
    }

    private static ReceiverName name(JsonNode receiver) {
        return new ReceiverName(
                receiver.path("metadata").path("namespace").asText(),
                receiver.path("metadata").path("name").asText());
    }

    private ReceiverSecret secret() {
        Map<String, byte[]> data = new HashMap<>();
        line.path("secretData")
                .properties()
                .forEach(value -> data.put(
                        value.getKey(),
                        Base64.getDecoder().decode(value.getValue().asText())));
        return new ReceiverSecret(data);
    }

    /** The Secret by way of Secrets Manager: as a JSON object, or its bytes where they are no text. */
    private ReceiverSecret stored() {
        ReceiverSecret secret = secret();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        secret.data().forEach((key, value) -> json.put(key, new String(value, StandardCharsets.UTF_8)));
        ReceiverSecret stored = ReceiverSecret.ofText(json.toString());
        byte[] token = secret.token().orElse(new byte[0]);
        return Arrays.equals(stored.token().orElse(new byte[0]), token) ? stored : ReceiverSecret.ofToken(token);
    }

    private RouteState state(JsonNode receiver, boolean hasToken) {
        if (receiver.path("spec").path("suspend").asBoolean()) {
            return RouteState.SUSPENDED;
        }
        if (!isReady(receiver.path("status").path("conditions"))) {
            return RouteState.NOT_READY;
        }
        if (!hasToken) {
            return RouteState.NO_TOKEN;
        }
        return filters(receiver.path("spec")).allMatch(ConformanceCase::compiles)
                ? RouteState.READY
                : RouteState.INVALID_FILTER;
    }

    /** Ready, and not one alone of stalled and reconciling. */
    private static boolean isReady(JsonNode conditions) {
        return isTrue(conditions, "Ready") && isTrue(conditions, "Stalled") == isTrue(conditions, "Reconciling");
    }

    private static boolean isTrue(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static Stream<String> filters(JsonNode spec) {
        List<JsonNode> filters = new ArrayList<>(List.of(spec.path("resourceFilter")));
        spec.path("resources").forEach(resource -> filters.add(resource.path("filter")));
        return filters.stream().filter(filter -> !filter.isMissingNode()).map(JsonNode::asText);
    }

    private static boolean compiles(String filter) {
        return FILTERS.compile(filter) instanceof Compilation.Compiled;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Override
    public String toString() {
        return name();
    }
}
