package dev.sluice.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverSecretTest {

    private static final String SIGNING_TOKEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                " s3cret\n",
                "pässwörd-\uD83D\uDE00",
                "{",
                "\"s3cret\"",
                "[\"token\"]",
                "null",
                "{}",
                "{\"password\":\"s3cret\"}",
                "{\"token\":7}",
                "{\"token\":null}",
                "{\"token\":{\"token\":\"s3cret\"}}",
                "{\"token\":\"s3cret\"} and more",
                "\uFEFF{\"token\":\"s3cret\"}"
            })
    void aTextIsTheTokenByteForByte(String text) {
        ReceiverSecret secret = ReceiverSecret.ofText(text);

        assertThat(secret.token()).contains(text.getBytes(UTF_8));
        assertThat(secret.data()).hasSize(1);
    }

    @Test
    void aJsonObjectWithATokenIsTheWholeSecret() {
        ReceiverSecret secret = ReceiverSecret.ofText(
                "{\"token\":\"s3cr\\u00e9t\\n\",\"email\":\"a@example.com\",\"audience\":\"me\",\"signingToken\":\""
                        + SIGNING_TOKEN + "\",\"port\":1}");

        assertThat(secret.token()).contains("s3crét\n".getBytes(UTF_8));
        assertThat(secret.text("email")).contains("a@example.com");
        assertThat(secret.text("audience")).contains("me");
        assertThat(SigningToken.key(secret)).isPresent();
        assertThat(secret.text("port")).isEmpty();
    }

    @Test
    void anEmptyTokenIsNoneAndNotTheTextAroundIt() {
        assertThat(ReceiverSecret.ofText("{\"token\":\"\"}").token()).isEmpty();
        assertThat(ReceiverSecret.ofText("").token()).isEmpty();
        assertThat(ReceiverSecret.ofToken(new byte[0]).token()).isEmpty();
        assertThat(ReceiverSecret.ABSENT.token()).isEmpty();
    }

    @Property
    void bytesAreTheTokenWhateverTheyAre(@ForAll byte[] token) {
        assertThat(ReceiverSecret.ofToken(token).token().orElse(new byte[0])).isEqualTo(token);
    }

    @Property
    void noTextThrowsOrShows(@ForAll String text) {
        assertThat(ReceiverSecret.ofText(text)).hasToString("ReceiverSecret[***]");
    }

    @ParameterizedTest
    @CsvSource({
        "github, 1, 0",
        "bitbucket, 1, 0",
        "generic-hmac, 1, 1",
        "nexus, 1, 0",
        "gitlab, 1, 1",
        "harbor, 1, 0",
        "generic, 0, 0",
        "gcr, 0, 0",
        "cdevents, 0, 0",
        "generic-oidc, 0, 0",
        "a-type-of-tomorrow, 0, 0"
    })
    void aRouteTakesOfTheSecretWhatItsTypeNeeds(String type, int ofToken, int ofSigningToken) {
        ReceiverSecret secret = new ReceiverSecret(Map.of(
                "token", "s3cret".getBytes(UTF_8),
                "signingToken", SIGNING_TOKEN.getBytes(UTF_8),
                "email", "a@example.com".getBytes(UTF_8),
                "audience", "me".getBytes(UTF_8)));

        assertThat(route(type, Map.of()).with(secret).credentials()).hasSize(ofToken);
        assertThat(route(type, Map.of("standard-webhooks", "accept"))
                        .with(secret)
                        .credentials())
                .hasSize(ofToken + ofSigningToken);
        assertThat(route(type, Map.of()).with(secret).email()).isEqualTo(type.equals("gcr") ? "a@example.com" : null);
        assertThat(route(type, Map.of()).with(secret).audience()).isEqualTo(type.equals("gcr") ? "me" : null);
    }

    @Test
    void whatARouteHadIsReplaced() {
        Route before = route("github", Map.of())
                .with(ReceiverSecret.ofText("old"))
                .in(RouteState.SUSPENDED)
                .with(List.of(), Instant.EPOCH);
        Route after = before.with(ReceiverSecret.ofText("new"));

        assertThat(after.credentials()).containsExactly(new Credential.Key("new".getBytes(UTF_8), null));
        assertThat(after.with(List.of(), Instant.EPOCH)).isEqualTo(before);
        assertThat(after.with(ReceiverSecret.ABSENT).credentials()).isEmpty();
    }

    @Test
    void anExternalTokensGraceIsInWholeSecondsRoundedUp() {
        assertThat(new ExternalToken("a", Duration.ofMillis(1)).grace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new ExternalToken("a", Duration.ofSeconds(8)).grace()).isEqualTo(Duration.ofSeconds(8));
        assertThat(new ExternalToken("a", Duration.ZERO).grace()).isZero();
        assertThat(new ExternalToken("a", Duration.ofDays(100_000)).grace())
                .isEqualTo(Duration.ofSeconds(Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExternalToken("a", Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExternalToken("a/b", Duration.ZERO));
    }

    private static Route route(String type, Map<String, String> options) {
        return new Route(
                "a".repeat(64),
                new ReceiverName("apps", "hook"),
                type,
                List.of(),
                RouteState.READY,
                false,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                options);
    }
}
