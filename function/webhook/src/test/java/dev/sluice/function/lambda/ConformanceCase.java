package dev.sluice.function.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.FilterEnvironment;
import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.function.oidc.TokenCheck;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
        return line.path("receiver").isObject() && token().isEmpty() && !type().equals("generic-oidc");
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

    private Route route(JsonNode receiver) {
        String path = receiver.path("status").path("webhookPath").asText();
        Optional<byte[]> token = token();
        return new Route(
                path.substring(WebhookPath.PREFIX.length()),
                new ReceiverName(
                        receiver.path("metadata").path("namespace").asText(),
                        receiver.path("metadata").path("name").asText()),
                type(),
                texts(receiver.path("spec").path("events")),
                state(receiver, token.isPresent()),
                filters(receiver.path("spec")).findAny().isPresent(),
                null,
                null,
                token.map(this::credentials).orElse(List.of()),
                type().equals("gcr") ? secret("email") : null,
                type().equals("gcr") ? secret("audience") : null,
                List.of(),
                Map.of());
    }

    /** The Secret's token; empty when there is none, or an empty one. */
    private Optional<byte[]> token() {
        return Optional.ofNullable(line.path("secretData").path("token").textValue())
                .map(Base64.getDecoder()::decode)
                .filter(bytes -> bytes.length > 0);
    }

    private List<Credential> credentials(byte[] token) {
        return switch (type()) {
            case "github", "bitbucket", "generic-hmac", "nexus" -> List.of(new Credential.Key(token, null));
            case "gitlab", "harbor" -> List.of(Credential.Sha256.of(token));
            default -> List.of();
        };
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

    /** The text under a key of the Secret; null when there is none, or an empty one. */
    private @Nullable String secret(String key) {
        String base64 = line.path("secretData").path(key).textValue();
        return base64 == null || base64.isEmpty()
                ? null
                : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
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
