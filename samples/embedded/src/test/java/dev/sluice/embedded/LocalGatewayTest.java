package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalGatewayTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private String answer = "{\"statusCode\":200}";
    private final LocalGateway gateway = LocalGateway.start(0, this::function);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private void function(InputStream in, OutputStream out) throws IOException {
        events.add(JSON.readTree(in));
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRequestBecomesAnEventOfPayloadFormatTwo() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(gateway.url().resolve("/hook/ab?a=1&b=x%20y&a=2&c"))
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "push")
                        .header("X-Twice", "one")
                        .header("X-Twice", "two")
                        .header("User-Agent", "GitHub-Hookshot/1")
                        .header("Cookie", "k=v; l=w")
                        .POST(BodyPublishers.ofString("{\"é\":1}")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();

        JsonNode event = events.take();
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("$default");
        assertThat(event.path("rawPath").asText()).isEqualTo("/hook/ab");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("a=1&b=x%20y&a=2&c");
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"a\":\"1,2\",\"b\":\"x y\",\"c\":\"\"}");
        assertThat(event.path("cookies").toString()).isEqualTo("[\"k=v\",\"l=w\"]");
        JsonNode headers = event.path("headers");
        assertThat(headers.path("x-github-event").asText()).isEqualTo("push");
        assertThat(headers.path("x-twice").asText()).isEqualTo("one,two");
        assertThat(headers.path("x-forwarded-for").asText()).isEqualTo("127.0.0.1");
        assertThat(headers.has("cookie")).isFalse();
        assertThat(event.path("body").asText()).isEqualTo("{\"é\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        JsonNode context = event.path("requestContext");
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("requestId").asText())
                .isEqualTo(response.headers().firstValue("apigw-requestid").orElse(""));
        assertThat(context.path("time").asText()).matches("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000");
        assertThat(context.path("timeEpoch").asLong()).isPositive();
        assertThat(context.path("domainName").asText()).isEqualTo(gateway.url().getAuthority());
        assertThat(context.path("http").path("method").asText()).isEqualTo("POST");
        assertThat(context.path("http").path("path").asText()).isEqualTo("/hook/ab");
        assertThat(context.path("http").path("protocol").asText()).isEqualTo("HTTP/1.1");
        assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(context.path("http").path("userAgent").asText()).isEqualTo("GitHub-Hookshot/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "text/plain", "Application/XML"})
    void textArrivesAsText(String contentType) throws Exception {
        post(contentType, "a".getBytes(StandardCharsets.UTF_8));
        JsonNode event = events.take();
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        assertThat(event.path("body").asText()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/x-www-form-urlencoded",
                "application/cloudevents+json",
                "application/octet-stream"
            })
    void allElseArrivesInBase64(String contentType) throws Exception {
        byte[] body = "a=é".getBytes(StandardCharsets.UTF_8);
        post(contentType, body);
        JsonNode event = events.take();
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
    }

    @Test
    void textThatIsNotUtf8LosesNoByte() throws Exception {
        byte[] body = {'"', (byte) 0xe9, '"'};
        post("application/json", body);
        JsonNode event = events.take();
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
    }

    @Test
    void noBodyIsNoField() throws Exception {
        send(HttpRequest.newBuilder(gateway.url().resolve("/")).GET());
        JsonNode event = events.take();
        assertThat(event.has("body")).isFalse();
        assertThat(event.has("cookies")).isFalse();
        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(event.path("rawQueryString").asText("?")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"//hook/ab,//hook/ab", "/x/../hook/ab,/x/../hook/ab", "/hook%2Fab+c,/hook/ab+c", "/hook/ab?,/hook/ab"})
    void thePathIsHandedOnDecodedAndNotNormalised(String sent, String seen) throws Exception {
        try (Socket socket = new Socket(LoopbackHttp.loopback(), gateway.url().getPort())) {
            String request = "POST " + sent + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(response).startsWith("HTTP/1.1 200");
        }
        assertThat(events.take().path("rawPath").asText()).isEqualTo(seen);
    }

    @Test
    void anAnswerBecomesAResponse() throws Exception {
        answer = """
                {"statusCode":404,"headers":{"X-A":"b"},"cookies":["a=b","c=d"],"body":"w6k=","isBase64Encoded":true}""";
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(gateway.url()).GET());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("é");
        assertThat(response.headers().firstValue("x-a")).contains("b");
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=b", "c=d");
    }

    @Test
    void anAnswerWithoutAStatusIsTheBody() throws Exception {
        answer = "{\"hello\":1}";
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(gateway.url()).GET());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"statusCode\":\"x\"}",
                "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true}"
            })
    void anAnswerThatMakesNoSenseIsAnInternalError(String nonsense) throws Exception {
        answer = nonsense;
        assertInternalError(send(HttpRequest.newBuilder(gateway.url()).GET()));
    }

    @Test
    void anExceptionIsAnInternalErrorAndSaysNothing() throws Exception {
        Lambda failing = (_, _) -> {
            throw new IllegalStateException("secret");
        };
        try (LocalGateway broken = LocalGateway.start(0, failing)) {
            assertInternalError(send(HttpRequest.newBuilder(broken.url()).GET()));
        }
    }

    @Test
    void aBodyOverTenMebibytesIsRefusedBeforeTheFunction() throws Exception {
        assertThat(post("text/plain", new byte[10 * 1024 * 1024]).statusCode()).isEqualTo(200);
        assertThat(post("text/plain", new byte[10 * 1024 * 1024 + 1]).statusCode())
                .isEqualTo(413);
        assertThat(events).hasSize(1);
    }

    @Test
    void aPortThatIsTakenIsReplacedByAFreeOne() {
        int taken = gateway.url().getPort();
        try (LocalGateway other = LocalGateway.start(taken, this::function)) {
            assertThat(other.url().getPort()).isNotEqualTo(taken);
        }
    }

    private static void assertInternalError(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    private HttpResponse<String> post(String contentType, byte[] body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.url() + "/hook")).POST(BodyPublishers.ofByteArray(body));
        return send(contentType.isEmpty() ? request : request.header("Content-Type", contentType));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
