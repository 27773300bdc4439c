package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A software bill of materials, as the build writes it beside a package.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON</a>
 */
public final class Sbom {

    private final JsonNode json;

    private Sbom(JsonNode json) {
        this.json = json;
    }

    /** @param file as CycloneDX JSON */
    public static Sbom read(Path file) throws IOException {
        return new Sbom(new JsonMapper().readTree(file.toFile()));
    }

    /** The name of what it is for. */
    public String subject() {
        return json.at("/metadata/component/name").asText();
    }

    /** The file names of its components, such as {@code sqs-2.54.14.jar}. */
    public List<String> jars() {
        List<String> jars = new ArrayList<>();
        json.get("components")
                .forEach(component -> jars.add(component.get("name").asText() + "-"
                        + component.get("version").asText() + ".jar"));
        return jars;
    }

    /** What another build of the same sources would write otherwise: serial number and time of writing. */
    public List<String> changing() {
        List<String> names = new ArrayList<>();
        if (json.has("serialNumber")) {
            names.add("serialNumber");
        }
        if (json.at("/metadata").has("timestamp")) {
            names.add("timestamp");
        }
        return names;
    }
}
