package dev.sluice.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/**
 * Looks at all that the tests of all modules have printed: function and agent log to there, metrics of the function are
 * among the log's lines. No webhook path and none of the tests' tokens may be among it.
 */
class SecrecyIT {

    private static final Path ROOT = Path.of("../..");
    /** What tests have printed, and the logs of the agents that they have started as processes. */
    private static final Pattern PRINTED =
            Pattern.compile("/target/((surefire|failsafe)-reports/TEST-[^/]*\\.xml|agent-[0-9]+\\.log)$");

    private static final Pattern SECRET = Pattern.compile("/hook/[0-9a-f]{64}"
            + "|secret-token-dont-share|e2e-token|kill-token|outage-token|soak-token"
            + "|whsec_[A-Za-z0-9+/]{8,}"
            + "|eyJ[A-Za-z0-9_-]{8,}\\.eyJ");

    @Test
    void noTestOfTheWholeBuildHasPrintedAWebhookPathOrAToken() throws IOException, XMLStreamException {
        List<String> leaks = new ArrayList<>();
        long printed = 0;
        for (Path report : reports()) {
            String output = report.toString().endsWith(".xml") ? output(report) : Files.readString(report);
            printed += output.length();
            if (SECRET.matcher(output).find()) {
                leaks.add(report.toString());
            }
        }

        assertThat(leaks).isEmpty();
        // or there was nothing to look at
        assertThat(printed).isGreaterThan(10_000);
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> PRINTED.matcher(file.toString()).find()).toList();
        }
    }

    private static String output(Path report) throws IOException, XMLStreamException {
        StringBuilder output = new StringBuilder();
        try (var in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && (xml.getLocalName().equals("system-out")
                                || xml.getLocalName().equals("system-err"))) {
                    output.append(xml.getElementText());
                }
            }
        }
        return output.toString();
    }
}
