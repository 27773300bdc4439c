package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.route.ReceiverName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of the table in a sample's README: a webhook, and what it triggers.
 *
 * @param webhook what the table calls it
 * @param provider who sends it
 * @param event what the provider calls it; empty where it has no name
 * @param payload the file with its body
 * @param changes other values of fields of the payload, by their path in it
 * @param forged whether its sender does not know the token
 * @param receiver whose URL it goes to
 * @param answer the HTTP status
 * @param triggers as {@code Kind namespace/name}, with {@code in cluster} behind it where there are several
 * @param follows what Flux then does by itself
 */
record SampleWebhook(
        String webhook,
        Provider provider,
        String event,
        Path payload,
        Map<String, String> changes,
        boolean forged,
        ReceiverName receiver,
        int answer,
        Set<String> triggers,
        Set<String> follows) {

    private static final String HEADER = "| webhook | with | Receiver | answer | triggers | then follows |";
    private static final Pattern WEBHOOK = Pattern.compile("\\[([A-Za-z ]+?)(?: `([^`]+)`)?]\\(([^)]+)\\)");
    private static final Pattern CHANGE = Pattern.compile("`([\\w.]+)` = `([^`]+)`");
    private static final Pattern OBJECT = Pattern.compile("`(\\w+ [\\w-]+/[\\w-]+)`(?: in `([\\w-]+)`)?");
    private static final String FORGED = "another token";
    private static final String NOTHING = "nothing";
    private static final JsonMapper JSON = new JsonMapper();

    /** Whether a folder has a README with such a table. */
    static boolean hasTable(Path folder) {
        Path readme = folder.resolve("README.md");
        try {
            return Files.exists(readme) && Files.readAllLines(readme).contains(HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a sample's README. */
    static List<SampleWebhook> of(Path sample) throws IOException {
        List<String> lines = Files.readAllLines(sample.resolve("README.md"));
        int header = lines.indexOf(HEADER);
        return lines.subList(header + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> row(sample, line))
                .toList();
    }

    /**
     * Sends it.
     *
     * @param gateway what stands before the function
     * @param path that of the Receiver
     * @param token that of the Receiver
     * @return the HTTP status of the answer
     */
    int send(HttpClient http, URI gateway, String path, String token) throws IOException, InterruptedException {
        byte[] body = body();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).POST(BodyPublishers.ofByteArray(body));
        provider.headers(event, forged ? "not-" + token : token, body).forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private byte[] body() throws IOException {
        byte[] bytes = Files.readAllBytes(payload);
        if (changes.isEmpty()) {
            return bytes;
        }
        JsonNode json = JSON.readTree(bytes);
        changes.forEach((field, value) -> {
            int dot = field.lastIndexOf('.');
            JsonNode parent =
                    dot < 0 ? json : json.at("/" + field.substring(0, dot).replace('.', '/'));
            String last = field.substring(dot + 1);
            assertThat(parent.path(last).isTextual())
                    .as("a text " + field + " in " + payload)
                    .isTrue();
            ((ObjectNode) parent).put(last, value);
        });
        return JSON.writeValueAsBytes(json);
    }

    private static SampleWebhook row(Path sample, String line) {
        List<String> cells = List.of(line.substring(1).split("\\|", -1)).stream()
                .map(String::strip)
                .toList();
        Matcher webhook = WEBHOOK.matcher(cells.get(0));
        assertThat(webhook.matches()).as(line).isTrue();
        String with = cells.get(1);
        String[] receiver = cells.get(2).replace("`", "").split("/", 2);
        return new SampleWebhook(
                cells.get(0) + " " + with,
                Provider.of(webhook.group(1)),
                webhook.group(2) == null ? "" : webhook.group(2),
                sample.resolve(webhook.group(3)).normalize(),
                with.equals(FORGED) ? Map.of() : changes(with),
                with.equals(FORGED),
                new ReceiverName(receiver[0], receiver[1]),
                Integer.parseInt(cells.get(3)),
                cells.get(4).equals(NOTHING) ? Set.of() : objects(cells.get(4)),
                cells.get(5).isEmpty() ? Set.of() : objects(cells.get(5)));
    }

    private static Map<String, String> changes(String cell) {
        Map<String, String> changes = new LinkedHashMap<>();
        Matcher change = CHANGE.matcher(cell);
        while (change.find()) {
            changes.put(change.group(1), change.group(2));
        }
        nothingElse(CHANGE, cell);
        return changes;
    }

    private static Set<String> objects(String cell) {
        nothingElse(OBJECT, cell);
        return OBJECT.matcher(cell)
                .results()
                .map(found -> found.group(1) + (found.group(2) == null ? "" : " in " + found.group(2)))
                .collect(Collectors.toSet());
    }

    /** So that no word of a cell is overlooked. */
    private static void nothingElse(Pattern pattern, String cell) {
        assertThat(pattern.matcher(cell).replaceAll("").replaceAll("[, ]", ""))
                .as(cell)
                .isEmpty();
    }
}
