package dev.sluice.function.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.TestFunction;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLogTest {

    private static final String MARK = "do-not-log-this";

    @ParameterizedTest
    @ValueSource(
            strings = {
                MARK,
                "{\"alg\":\"" + MARK + "\"}",
                "{\"alg\":\"RS256\",\"kid\":\"" + MARK + "\"}",
                "{\"alg\":\"RS256\"," + MARK + "}",
                "{\"aud\":\"" + MARK + "\",\"iss\":\"https://issuer.test\"}"
            })
    void noLineOfTheLogQuotesAToken(String text) {
        String segment = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        for (String token : List.of(text, segment, segment + "." + segment + ".AAAA", "e30." + segment + "." + MARK)) {
            for (String type : List.of("gcr", "generic-oidc")) {
                Route route = TokenVerifiersTest.route(type, "e", "a");
                TestFunction function = new TestFunction(route);
                function.receive(new Webhook(
                        "POST",
                        "/hook/" + route.path(),
                        Headers.of(List.of(Map.entry("Authorization", "Bearer " + token))),
                        text.getBytes(StandardCharsets.UTF_8),
                        "request-1",
                        function.clock().instant()));

                assertThat(function.log().lines()).hasSize(1);
                assertThat(function.log().lines().toString())
                        .contains("\"status\":400")
                        .doesNotContain(MARK, segment);
            }
        }
    }
}
