package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Services of an emulated AWS that have no client here, CloudFormation before all. Emulators look at what a signature is
 * for, and not at the signature itself.
 */
public final class EmulatedCloud implements AutoCloseable {

    // the first stack waits for the emulator to load its services
    private static final Duration TIME = Duration.ofMinutes(2);

    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param endpoint where the emulator is */
    public EmulatedCloud(URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Makes a stack.
     *
     * @param stack its name
     * @param template the template
     * @param parameters values of the template's parameters
     * @return the stack's outputs
     * @throws AssertionError when it could not be made; the message says what failed
     */
    public Map<String, String> deploy(String stack, String template, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("StackName", stack, "TemplateBody", template, "Capabilities.member.1", "CAPABILITY_IAM"));
        int n = 1;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            form.put("Parameters.member." + n + ".ParameterKey", parameter.getKey());
            form.put("Parameters.member." + n + ".ParameterValue", parameter.getValue());
            n++;
        }
        cloudFormation("CreateStack", form);
        long end = System.nanoTime() + TIME.toNanos();
        while (true) {
            Document answer = cloudFormation("DescribeStacks", Map.of("StackName", stack));
            String status = texts(answer, "StackStatus").getFirst();
            if (status.equals("CREATE_COMPLETE")) {
                return outputs(answer);
            }
            if (!status.equals("CREATE_IN_PROGRESS") || System.nanoTime() > end) {
                throw new AssertionError(stack + " is " + status + ": "
                        + texts(
                                cloudFormation("DescribeStackEvents", Map.of("StackName", stack)),
                                "ResourceStatusReason"));
            }
            Thread.sleep(200);
        }
    }

    /** Takes a stack away, with all that it made. */
    public void delete(String stack) throws IOException, InterruptedException {
        cloudFormation("DeleteStack", Map.of("StackName", stack));
    }

    /** Types of a stack's resources that were made. */
    public List<String> resourceTypes(String stack) throws IOException, InterruptedException {
        return texts(cloudFormation("DescribeStackResources", Map.of("StackName", stack)), "ResourceType");
    }

    private Document cloudFormation(String action, Map<String, String> form) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("Action", action);
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(
                            query("cloudformation", "2010-05-15", all).getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> outputs(Document answer) {
        List<String> keys = texts(answer, "OutputKey");
        List<String> values = texts(answer, "OutputValue");
        Map<String, String> outputs = new HashMap<>();
        IntStream.range(0, keys.size()).forEach(i -> outputs.put(keys.get(i), values.get(i)));
        return outputs;
    }

    private static List<String> texts(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> ((Element) found.item(i)).getTextContent())
                .toList();
    }

    /** Calls a service that speaks AWS's query protocol. */
    String query(String service, String version, Map<String, String> form) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("Version", version);
        String body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(service, "")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A request to a service, at a path. */
    public HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(endpoint.resolve("/" + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none");
    }

    /** Sends it; the answer's body. */
    public String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
