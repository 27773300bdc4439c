package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.TestFunction;
import dev.sluice.function.spring.RawHttp;
import dev.sluice.function.spring.TestServer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus through the web service, over the wire: also the requests that no gateway can pass on. */
class WebServiceConformanceTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.function.lambda.ConformanceTest#cases")
    void theAnswerIsThatOfFlux(ConformanceCase given) throws IOException {
        TestFunction function = given.function();
        RawHttp.Response response;
        try (TestServer server = new TestServer(function)) {
            response = RawHttp.send(server.port(), given.method(), given.target(), given.headers(), given.body());
        }
        assertThat(response.status()).as(given.name()).isEqualTo(given.expected());
        assertThat(response.body()).isEmpty();
        assertThat(function.events()).hasSize(response.status() == 200 ? 1 : 0);
    }
}
