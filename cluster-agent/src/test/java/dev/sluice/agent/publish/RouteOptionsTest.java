package dev.sluice.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteOptionsTest {

    private static final String SIGNING_TOKEN = "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=";
    private static final Credential KEY = new Credential.SigningKey(bytes("test".repeat(8)), null);
    private static final Map<String, String> ASKING = Map.of("sluice.dev/standard-webhooks", "accept");

    @Test
    void annotationsBecomeOptionsUnderTheirNamesWithoutThePrefix() {
        Map<String, String> annotations = Map.of(
                "sluice.dev/standard-webhooks", "require",
                "sluice.dev/unlisted-events", "accept",
                "sluice.dev/publish", "true",
                "sluice.dev/anything", "x",
                "unlisted-events", "x");

        assertThat(route(receiver("gitlab", annotations), secret()).options())
                .isEqualTo(Map.of("standard-webhooks", "require", "unlisted-events", "accept"));
        assertThat(route(receiver("gitlab", Map.of()), secret()).options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "Accept", "accept ", "require"})
    void aValueThatAnOptionDoesNotHaveIsToldAndLeavesItOff(String value) {
        Receiver receiver = receiver("github", Map.of("sluice.dev/unlisted-events", value));

        assertThat(route(receiver, secret()).options()).isEmpty();
        assertThat(Problem.ofOptions(receiver))
                .containsExactly(new Problem(
                        "InvalidOption", "sluice.dev/unlisted-events: must be accept; until then it is off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "generic-hmac"})
    void theSigningKeyIsPublishedBesideTheTokenWhereTheReceiverAsksForIt(String type) {
        ReceiverSecret secret = secret("signingToken", SIGNING_TOKEN + "\n");

        assertThat(route(receiver(type, ASKING), secret).credentials())
                .hasSize(2)
                .last()
                .isEqualTo(KEY);
        assertThat(Problem.ofSigningToken(receiver(type, ASKING), secret)).isEmpty();
        assertThat(route(receiver(type, Map.of()), secret).credentials())
                .hasSize(1)
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "harbor", "generic", "cdevents"})
    void otherTypesNeverPublishIt(String type) {
        assertThat(route(receiver(type, ASKING), secret("signingToken", SIGNING_TOKEN))
                        .credentials())
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_dGVzdA==",
                "whsec_***",
                "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
                "whpk_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="
            })
    void whatIsNoSigningTokenIsToldWithoutBeingShown(String token) {
        Receiver receiver = receiver("gitlab", ASKING);
        ReceiverSecret secret = secret("signingToken", token);

        assertThat(route(receiver, secret).credentials()).hasSize(1);
        assertThat(Problem.ofSigningToken(receiver, secret)).hasValueSatisfying(problem -> {
            assertThat(problem.label()).isEqualTo("NoSigningToken");
            assertThat(problem.message()).doesNotContain("dGVzd", "***");
        });
    }

    @Test
    void withoutOptionsNothingIsTold() {
        assertThat(Problem.ofOptions(receiver("gitlab", Map.of()))).isEmpty();
        assertThat(Problem.ofSigningToken(receiver("gitlab", Map.of()), secret()))
                .isEmpty();
    }

    private static Route route(Receiver receiver, ReceiverSecret secret) {
        return CurrentRoute.of(receiver, secret).orElseThrow();
    }

    private static Receiver receiver(String type, Map<String, String> annotations) {
        return new Receiver(
                new ReceiverName("apps", "hook"),
                "uid",
                "1",
                Optional.empty(),
                annotations,
                type,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("token"),
                List.of(),
                false,
                new Standing.Unwritten());
    }

    private static ReceiverSecret secret(String... more) {
        Map<String, byte[]> data = new HashMap<>();
        data.put("token", bytes("a-token"));
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i], bytes(more[i + 1]));
        }
        return new ReceiverSecret(data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
