package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's tokens, with its two key sets served on loopback. */
class GoogleTokenTest {

    private static final String EMAIL = "pubsub@project.iam.gserviceaccount.com";
    private static final String AUDIENCE = "https://hooks.example.com";

    private static final TestKey ACCOUNTS = TestKey.rsa("a", "RS256");
    private static final TestKey PROXY = TestKey.ec("p", "ES256", "secp256r1");

    private static final TestIssuer GOOGLE = new TestIssuer();
    private static final Map<String, String> PATHS =
            Map.of(GoogleTokenCheck.ACCOUNTS_KEYS, TestIssuer.KEYS, GoogleTokenCheck.PROXY_KEYS, "/proxy");

    private final TestClock clock = new TestClock();
    private final GoogleTokenCheck check =
            GoogleTokenCheck.of((url, budget) -> Checks.loopback().fetch(GOOGLE.url() + PATHS.get(url), budget), clock);

    @BeforeAll
    static void start() {
        GOOGLE.serve("/proxy", keySet());
        GOOGLE.serveKeys(ACCOUNTS);
    }

    private static ObjectNode keySet() {
        ObjectNode set = PROXY.json().objectNode();
        set.putArray("keys").add(PROXY.json());
        return set;
    }

    @AfterAll
    static void stop() {
        GOOGLE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts.google.com", "https://accounts.google.com"})
    void aTokenOfGoogleIsGenuine(String issuer) {
        assertThat(refusal(ACCOUNTS.sign(claims().put("iss", issuer)))).isEmpty();
        assertThat(refusal(PROXY.sign(claims().put("iss", issuer)))).isEmpty();
    }

    @Test
    void aTokenOfAnyoneElseIsNot() {
        assertThat(refusal(TestKey.rsa("a", "RS256").sign(claims()))).contains(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void theKeysOfTheOneAlgorithmAreNotThoseOfTheOther() {
        assertThat(refusal(PROXY.sign(PROXY.header().put("alg", "RS256"), claims())))
                .contains(Reason.KEY_UNKNOWN);
        assertThat(refusal(ACCOUNTS.sign(ACCOUNTS.header().put("alg", "ES256"), claims())))
                .contains(Reason.KEY_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS512", "PS256", "ES384", "EdDSA", "rs256"})
    void anotherAlgorithmIsRefused(String algorithm) {
        assertThat(refusal(ACCOUNTS.sign(ACCOUNTS.header().put("alg", algorithm), claims())))
                .contains(Reason.ALGORITHM_REFUSED);
    }

    @Test
    void aTokenMustNameItsKey() {
        ObjectNode header = ACCOUNTS.header();
        header.remove("kid");

        assertThat(refusal(ACCOUNTS.sign(header, claims()))).contains(Reason.KEY_UNKNOWN);
    }

    record Wrong(Reason reason, Consumer<ObjectNode> change) {}

    static List<Wrong> wrong() {
        return List.of(
                new Wrong(Reason.AUDIENCE_MISMATCH, claims -> claims.put("aud", AUDIENCE + "/")),
                new Wrong(
                        Reason.AUDIENCE_MISMATCH,
                        claims -> claims.putArray("aud").add(AUDIENCE)),
                new Wrong(Reason.AUDIENCE_MISMATCH, claims -> claims.remove("aud")),
                new Wrong(Reason.TOKEN_EXPIRED, claims -> claims.remove("exp")),
                new Wrong(Reason.TOKEN_EXPIRED, claims -> claims.put("exp", 1)),
                new Wrong(Reason.ISSUER_UNKNOWN, claims -> claims.put("iss", "https://accounts.google.com/")),
                new Wrong(Reason.ISSUER_UNKNOWN, claims -> claims.put("iss", "http://accounts.google.com")),
                new Wrong(Reason.ISSUER_UNKNOWN, claims -> claims.remove("iss")),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.put("email", "other@example.com")),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.remove("email")),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.put("email_verified", false)),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.put("email_verified", "true")),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.put("email_verified", 1)),
                new Wrong(Reason.EMAIL_MISMATCH, claims -> claims.remove("email_verified")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aClaimThatIsWrongIsRefused(Wrong wrong) {
        ObjectNode claims = claims();
        wrong.change().accept(claims);

        assertThat(refusal(ACCOUNTS.sign(claims))).contains(wrong.reason());
    }

    @Test
    void aTokenExpiresWithoutLeeway() {
        long now = clock.instant().getEpochSecond();

        assertThat(refusal(ACCOUNTS.sign(claims().put("exp", now)))).isEmpty();
        assertThat(refusal(ACCOUNTS.sign(claims().put("exp", now - 1)))).contains(Reason.TOKEN_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "a.b.c", "e30.e30"})
    void whatIsNoTokenIsMalformed(String token) {
        assertThat(refusal(token)).contains(Reason.TOKEN_MALFORMED);
    }

    private ObjectNode claims() {
        return GOOGLE.claims()
                .put("iss", "https://accounts.google.com")
                .put("aud", AUDIENCE)
                .put("email", EMAIL)
                .put("email_verified", true)
                .put("exp", clock.instant().getEpochSecond() + 60);
    }

    private Optional<Reason> refusal(String token) {
        return check.check(token, EMAIL, AUDIENCE, clock.instant());
    }
}
