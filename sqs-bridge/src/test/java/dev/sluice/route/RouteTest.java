package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
    private static final byte[] TOKEN = "secret-token-dont-share".getBytes(StandardCharsets.UTF_8);

    @Test
    void theTextOfARouteShowsNeitherPathNorCredentials() {
        Credential key = new Credential.Key(TOKEN, null);
        Credential digest = Credential.Sha256.of(TOKEN);
        Route route = Route.ready(
                "a".repeat(64), new ReceiverName("apps", "r"), "github", List.of("push"), List.of(key, digest));

        String shown = route + " " + new RouteTable("prod", 1, List.of(route)) + " " + key + " " + digest;

        assertThat(shown)
                .contains("apps/r", "github", "ready")
                .doesNotContain(
                        "a".repeat(64),
                        "secret-token-dont-share",
                        Base64.getEncoder().encodeToString(TOKEN),
                        Arrays.toString(TOKEN),
                        Credential.Sha256.of(TOKEN).hex());
    }

    @Test
    void aRouteAndACredentialCountUpToTheirEndAndNotLonger() {
        Credential key = new Credential.Key(TOKEN, END);
        Route route = Route.ready("a".repeat(64), new ReceiverName("apps", "r"), "github", List.of(), List.of())
                .with(List.of(key), END);

        assertThat(route.validAt(END)).isTrue();
        assertThat(key.validAt(END)).isTrue();
        assertThat(route.validAt(END.plusNanos(1))).isFalse();
        assertThat(key.validAt(END.plusNanos(1))).isFalse();
        assertThat(key.until(null).validAt(Instant.MAX)).isTrue();
        assertThat(route.with(List.of(), null).validAt(Instant.MAX)).isTrue();
    }

    @Test
    void anotherStateLeavesEverythingElseOfARoute() {
        Route route = Route.ready("a".repeat(64), new ReceiverName("apps", "r"), "github", List.of(), List.of());

        assertThat(route.in(RouteState.SUSPENDED).state()).isEqualTo(RouteState.SUSPENDED);
        assertThat(route.in(RouteState.SUSPENDED).in(RouteState.READY)).isEqualTo(route);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aCredentialIsTheSameSecretWhateverItsEnd(@ForAll("credentials") Credential credential) {
        assertThat(credential.until(END).sameSecret(credential)).isTrue();
        assertThat(credential.until(END)).isEqualTo(credential.until(END)).hasSameHashCodeAs(credential);
    }

    @Test
    void aKeyIsNotTheSameSecretAsItsDigest() {
        assertThat(new Credential.Key(TOKEN, null).sameSecret(Credential.Sha256.of(TOKEN)))
                .isFalse();
        assertThat(new Credential.Key(TOKEN, null).sameSecret(new Credential.Key(new byte[] {1}, null)))
                .isFalse();
    }

    @Test
    void aSigningTokenIsAPrefixAnd24To64BytesInBase64() {
        assertThat(Credential.SigningKey.ofToken(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"))
                .hasValueSatisfying(key -> assertThat(key.key()).hasSize(24));
        assertThat(Credential.SigningKey.ofToken("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEmpty();
        assertThat(Credential.SigningKey.ofToken("whsec_" + "A".repeat(28))).isEmpty();
        assertThat(Credential.SigningKey.ofToken("whsec_" + "A".repeat(88))).isEmpty();
        assertThat(Credential.SigningKey.ofToken("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*"))
                .isEmpty();
    }

    @Test
    void aSigningKeyKeepsItsBytesToItselfAndIsNotShown() {
        byte[] bytes = "0123456789abcdefghijklmn".getBytes(StandardCharsets.UTF_8);
        Credential.SigningKey key = new Credential.SigningKey(bytes, END);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(key.key(), (byte) 0);

        assertThat(new String(key.key(), StandardCharsets.UTF_8)).isEqualTo("0123456789abcdefghijklmn");
        assertThat(key).hasToString("SigningKey[***, notAfter=2026-11-20T10:00:00Z]");
    }

    @Test
    void anOptionIsOnOnlyWithAValueThatItHas() {
        Route off = Route.ready("a".repeat(64), new ReceiverName("apps", "r"), "gitlab", List.of(), List.of());

        assertThat(RouteOption.UNLISTED_EVENTS.isOn(off)).isFalse();
        assertThat(RouteOption.STANDARD_WEBHOOKS.of(off)).isEmpty();
        assertThat(RouteOption.STANDARD_WEBHOOKS.in(Map.of("sluice.dev/standard-webhooks", "require")))
                .contains("require");
        assertThat(RouteOption.STANDARD_WEBHOOKS.in(Map.of("standard-webhooks", "require")))
                .isEmpty();
        assertThat(RouteOption.UNLISTED_EVENTS.isWrongIn(Map.of("sluice.dev/unlisted-events", "require")))
                .isTrue();
    }

    @Test
    void aCredentialKeepsItsBytesToItself() {
        byte[] token = TOKEN.clone();
        Credential.Key key = new Credential.Key(token, null);
        Arrays.fill(token, (byte) 0);
        Arrays.fill(key.token(), (byte) 0);
        Credential.Sha256 digest = Credential.Sha256.of(TOKEN);
        Arrays.fill(digest.digest(), (byte) 0);

        assertThat(key.token()).isEqualTo(TOKEN);
        assertThat(digest).isEqualTo(Credential.Sha256.of(TOKEN));
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(digest.hex());
    }

    @Test
    void anEmptyKeyADigestOfAnotherLengthAndAnotherPathAreRefusedWithoutBeingShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Credential.Key(new byte[0], null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Credential.Sha256(new byte[31], null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Route.ready("/hook/abc", new ReceiverName("a", "b"), "github", List.of(), List.of()))
                .withMessageNotContaining("abc");
    }

    @Test
    void receiversAreInOrderOfNamespaceThenName() {
        assertThat(List.of(new ReceiverName("b", "a"), new ReceiverName("a", "b"), new ReceiverName("a", "a")))
                .isSortedAccordingTo((one, other) -> -one.compareTo(other));
    }

    @Provide
    Arbitrary<Credential> credentials() {
        return RouteArbitraries.credentials();
    }
}
