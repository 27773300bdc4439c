package dev.sluice.function.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** A line of the conformance corpus: a Receiver, a request, and what came of it. */
record ConformanceCase(JsonNode line) {

    /** The agent will find this out by compiling the filter (CEL: next issue); here it is given. */
    static final Set<String> FILTER_DOES_NOT_COMPILE =
            Set.of("filter: invalid CEL at request time", "filter: claims in non-oidc");

    private static final PathMatcher HTTP_CASES = FileSystems.getDefault().getPathMatcher("glob:*http*.jsonl");

    /** The cases in the folder {@code -Dconformance.extra}, seen from the project's root; none without it. */
    static List<ConformanceCase> extra() {
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

    String name() {
        return line.path("group").asText() + ": " + line.path("name").asText();
    }

    /** The Receiver's type; empty when there is no Receiver. */
    String type() {
        return line.path("receiver").path("spec").path("type").asText();
    }

    int status() {
        return line.path("expect").path("status").asInt();
    }

    JsonNode annotated() {
        return line.path("expect").path("annotated");
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

    /** The function, with the table that the Receiver's agent publishes. */
    TestFunction function() {
        JsonNode receiver = line.path("receiver");
        return receiver.isNull() ? new TestFunction() : new TestFunction(route(receiver));
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
                isFiltered(receiver.path("spec")),
                null,
                null,
                token.map(this::credentials).orElse(List.of()),
                null,
                null,
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
        return FILTER_DOES_NOT_COMPILE.contains(name()) ? RouteState.INVALID_FILTER : RouteState.READY;
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

    private static boolean isFiltered(JsonNode spec) {
        boolean[] filtered = {spec.has("resourceFilter")};
        spec.path("resources").forEach(resource -> filtered[0] |= resource.has("filter"));
        return filtered[0];
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
