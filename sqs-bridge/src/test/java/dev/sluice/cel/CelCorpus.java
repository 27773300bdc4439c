package dev.sluice.cel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A file of expressions and what each gives: its first line holds {@code req} and {@code res}. */
record CelCorpus(String name, JsonNode environment, List<JsonNode> cases) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CelCorpus of(String name) {
        try (InputStream in = Objects.requireNonNull(CelCorpus.class.getResourceAsStream(name))) {
            return parse(
                    name,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files {@code *cel*.jsonl} in the folder {@code -Dconformance.extra}, seen from the project's root. */
    static List<CelCorpus> extra(String folder) {
        if (folder.isEmpty()) {
            return List.of();
        }
        Path found = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(path -> path.resolve(folder).normalize())
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("conformance.extra: there is no folder " + folder));
        List<CelCorpus> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(found).sorted()) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (path.getFileName().toString().matches(".*cel.*\\.jsonl")) {
                    files.add(parse(path.toString(), Files.readAllLines(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static CelCorpus parse(String name, List<String> lines) {
        List<JsonNode> nodes = lines.stream()
                .filter(line -> !line.isBlank())
                .map(CelCorpus::json)
                .toList();
        return new CelCorpus(name, nodes.getFirst().path("environment"), nodes.subList(1, nodes.size()));
    }

    /** The cases whose result is not what the field says, as lines to print. */
    List<String> differences(String field) {
        FilterEnvironment filters = FilterEnvironment.withoutClaims();
        List<String> differences = new ArrayList<>();
        for (JsonNode line : cases) {
            String expression = line.path("expr").asText();
            String actual = result(filters, expression);
            if (!actual.equals(line.path(field).asText())) {
                differences.add("%s: expected %s, was %s".formatted(expression, line.path(field), actual));
            }
        }
        return differences;
    }

    private String result(FilterEnvironment filters, String expression) {
        return switch (filters.compile(expression)) {
            case Compilation.Invalid invalid -> "compile-error";
            case Compilation.Compiled(Filter filter) ->
                switch (filter.evaluate(environment.path("req"), environment.path("res"), null)) {
                    case Evaluation.Is(boolean value) -> String.valueOf(value);
                    case Evaluation.Failed failed -> "eval-error";
                };
        };
    }
}
