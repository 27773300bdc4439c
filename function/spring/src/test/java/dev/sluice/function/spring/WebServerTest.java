package dev.sluice.function.spring;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.TestFunction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private static final String PATH = "/hook/" + DIGEST;
    private static final byte[] NOTHING = {};

    private final TestFunction function = new TestFunction(route("generic"));
    private final TestServer server = new TestServer(function);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PURGE"})
    void everyMethodIsAWebhook(String method) throws IOException {
        RawHttp.Response response = RawHttp.send(server.port(), method, PATH, List.of(), NOTHING);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?a=b", "/", "%2F", ";a", "#x"})
    void whatStandsBehindThePathIsPartOfTheTarget(String suffix) throws IOException {
        assertThat(RawHttp.send(server.port(), "POST", PATH + suffix, List.of(), NOTHING)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void thePathIsNotDecoded() throws IOException {
        String encoded =
                "/hook/%" + HexFormat.of().formatHex(DIGEST.substring(0, 1).getBytes(StandardCharsets.US_ASCII))
                        + DIGEST.substring(1);

        assertThat(RawHttp.send(server.port(), "POST", encoded, List.of(), NOTHING)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aTargetInAbsoluteFormIsThatOfItsPath() throws IOException {
        assertThat(RawHttp.send(server.port(), "POST", "http://other.test" + PATH, List.of(), NOTHING)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyInChunksIsABody() throws IOException {
        try (TestServer github = new TestServer(new TestFunction(route("github")))) {
            String body = new String(BODY, StandardCharsets.UTF_8);
            String request = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: "
                    + signature("sha256", TOKEN, BODY) + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(3) + "\r\n" + body.substring(0, 3) + "\r\n"
                    + Integer.toHexString(body.length() - 3) + "\r\n" + body.substring(3) + "\r\n0\r\n\r\n";

            assertThat(RawHttp.send(github.port(), request.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void ofSeveralValuesTheFirstCounts() throws IOException {
        try (TestServer github = new TestServer(new TestFunction(route("github")))) {
            List<Map.Entry<String, String>> headers = List.of(
                    Map.entry("content-type", "application/json"),
                    Map.entry("x-github-event", "push"),
                    Map.entry("X-Hub-Signature-256", signature("sha256", TOKEN, BODY)),
                    Map.entry("x-hub-signature-256", "sha256=" + "0".repeat(64)));

            assertThat(RawHttp.send(github.port(), "POST", PATH, headers, BODY).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "1, 413"})
    void aBodyMayHaveThreeMebibytes(int more, int status) throws IOException {
        byte[] body = new byte[ReceiveWebhook.MAX_BODY_BYTES + more];

        assertThat(RawHttp.send(server.port(), "POST", PATH, List.of(), body).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/hook/x, /hook/x",
        "//hook/x, //hook/x",
        "/hook/x?, /hook/x?",
        "/%68ook/x?a=%20, /%68ook/x?a=%20",
        "http://h:1/hook/x, /hook/x",
        "http://h, http://h",
        "*, *"
    })
    void theTargetIsTakenAsItWasSent(String sent, String target) {
        assertThat(RequestTarget.of(URI.create(sent))).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9292, 127.0.0.1, 9292", "[::1]:1, 0:0:0:0:0:0:0:1, 1"})
    void itListensWhereItIsTold(String value, String host, int port) {
        assertThat(ListenAddress.of(Map.of("SLUICE_LISTEN", value)).getAddress().getHostAddress())
                .isEqualTo(host);
        assertThat(ListenAddress.of(Map.of("SLUICE_LISTEN", value)).getPort()).isEqualTo(port);
    }

    @Test
    void itListensOnEveryAddressUnlessItIsToldOne() {
        assertThat(ListenAddress.of(Map.of()).getPort()).isEqualTo(8080);
        assertThat(ListenAddress.of(Map.of()).getAddress().isAnyLocalAddress()).isTrue();
        assertThat(ListenAddress.of(Map.of("SLUICE_LISTEN", ":81")).getAddress().isAnyLocalAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8080", "localhost", ":x", ":70000", "a b:1", "http://localhost:1"})
    void aWrongAddressIsToldInOneSentence(String value) {
        assertThatThrownBy(() -> ListenAddress.of(Map.of("SLUICE_LISTEN", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_LISTEN: must be host:port or :port, such as 127.0.0.1:8080 or :8080");
    }
}
