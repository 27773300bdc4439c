package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.util.Base64URL;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTokenTest {

    private static final TestKey RSA = TestKey.rsa("rsa", "RS256");
    private static final TestKey PSS = TestKey.rsa("pss", "PS256");
    private static final TestKey P256 = TestKey.ec("p256", "ES256", "secp256r1");
    private static final TestKey P384 = TestKey.ec("p384", "ES384", "secp384r1");
    private static final TestKey ED = TestKey.ed25519("ed");
    private static final TestKey STRANGER = TestKey.rsa("rsa", "RS256");

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Checks CHECKS = Checks.with(InstantSource.system());

    @BeforeAll
    static void start() {
        ISSUER.serveKeys(P256, P384, RSA, PSS, ED);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    static List<TestKey> keys() {
        return List.of(RSA, PSS, P256, P384, ED);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aTokenOfAnyKeyOfItsIssuerIsGenuine(TestKey key) {
        ObjectNode claims = ISSUER.claims();
        claims.putObject("nested").put("a", 1);

        assertThat(CHECKS.check(key.sign(claims), ISSUER.provider()))
                .isInstanceOfSatisfying(TokenCheck.Genuine.class, genuine -> {
                    assertThat(genuine.provider()).isEqualTo(ISSUER.provider());
                    assertThat(genuine.claims()).hasToString(claims.toString());
                });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aTokenThatNamesNoKeyIsTriedWithAll(TestKey key) {
        ObjectNode header = key.header();
        header.remove("kid");

        assertThat(refusal(key.sign(header, ISSUER.claims()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aSignatureOfOtherClaimsIsRefused(TestKey key) {
        String[] token = key.sign(ISSUER.claims()).split("\\.", -1);
        String other =
                Base64URL.encode(ISSUER.claims().put("sub", "other").toString()).toString();

        assertThat(refusal(token[0] + "." + other + "." + token[2])).contains(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void aStrangersKeyOfTheSameIdIsRefused() {
        assertThat(refusal(STRANGER.sign(ISSUER.claims()))).contains(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void anUnknownKeyIdIsRefused() {
        assertThat(refusal(RSA.sign(RSA.header().put("kid", "other"), ISSUER.claims())))
                .contains(Reason.KEY_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "", "HS256", "ES256K", "RS1", "dir"})
    void anAlgorithmThatProvesNothingIsRefused(String algorithm) {
        ObjectNode header = RSA.header().put("alg", algorithm);

        assertThat(refusal(RSA.sign(header, ISSUER.claims()))).contains(Reason.ALGORITHM_REFUSED);
        assertThat(refusal(unsigned(header, ISSUER.claims()))).contains(Reason.ALGORITHM_REFUSED);
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        RSAPublicKey rsa = (RSAPublicKey) RSA.pair().getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(rsa.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(
                rsa.getEncoded(),
                pem.getBytes(StandardCharsets.US_ASCII),
                rsa.getModulus().toByteArray(),
                "secret".getBytes(StandardCharsets.US_ASCII))) {
            String unsigned = unsigned(RSA.header().put("alg", "HS256"), ISSUER.claims());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String signed = unsigned.substring(0, unsigned.length() - 1);
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));

            assertThat(refusal(unsigned + Base64URL.encode(code))).contains(Reason.ALGORITHM_REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({"RS256, p256", "RS256, ed", "ES256, rsa", "ES256, p384", "ES384, p256", "EdDSA, rsa", "PS256, p256"})
    void anAlgorithmThatIsNotTheKeysIsRefused(String algorithm, String keyId) {
        ObjectNode header = RSA.header().put("alg", algorithm).put("kid", keyId);

        for (TestKey key : keys()) {
            assertThat(refusal(key.sign(header, ISSUER.claims()))).contains(Reason.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void anAlgorithmThatItsIssuerDoesNotListIsRefused() {
        assertThat(refusal(RSA.sign(RSA.header().put("alg", "RS512"), ISSUER.claims())))
                .contains(Reason.ALGORITHM_REFUSED);
    }

    @Test
    void anIssuerThatListsNoAlgorithmUsesTheDefault() {
        try (TestIssuer issuer = TestIssuer.with(RSA, P256)) {
            ObjectNode discovery = issuer.discovery();
            discovery.remove("id_token_signing_alg_values_supported");
            issuer.serve(TestIssuer.DISCOVERY, discovery);

            assertThat(CHECKS.refusal(RSA.sign(issuer.claims()), issuer.provider()))
                    .isEmpty();
            assertThat(CHECKS.refusal(P256.sign(issuer.claims()), issuer.provider()))
                    .contains(Reason.ALGORITHM_REFUSED);
        }
    }

    @Test
    void aCriticalExtensionIsRefused() {
        ObjectNode header = RSA.header().put("b64", true);
        header.putArray("crit").add("b64");

        assertThat(refusal(RSA.sign(header, ISSUER.claims()))).contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void anEncryptedTokenIsRefused() throws Exception {
        JWEObject encrypted = new JWEObject(
                new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM),
                new Payload(RSA.sign(ISSUER.claims())));
        encrypted.encrypt(new RSAEncrypter((RSAPublicKey) RSA.pair().getPublic()));

        assertThat(refusal(encrypted.serialize())).contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void keysThatATokenBringsAlongAreIgnored() {
        int before = ISSUER.calls("/jku") + ISSUER.calls("/x5u");
        for (TestKey signer : List.of(RSA, STRANGER)) {
            for (String keyId : List.of("rsa", "")) {
                ObjectNode header = signer.header()
                        .put("kid", keyId)
                        .put("jku", ISSUER.url() + "/jku")
                        .put("x5u", ISSUER.url() + "/x5u");
                header.putArray("x5c").add("MIIB");
                header.set("jwk", STRANGER.json());

                assertThat(refusal(signer.sign(header, ISSUER.claims())))
                        .isEqualTo(signer.equals(RSA) ? Optional.empty() : Optional.of(Reason.SIGNATURE_MISMATCH));
            }
        }
        assertThat(ISSUER.calls("/jku") + ISSUER.calls("/x5u")).isEqualTo(before);
    }

    @Test
    void aSharedSecretInTheKeySetIsNoKey() {
        assertThat(refusal(RSA.sign(RSA.header().put("kid", "shared"), ISSUER.claims())))
                .contains(Reason.KEY_UNKNOWN);
    }

    @Test
    void anIssuerThatTheReceiverDoesNotTrustIsRefusedWithoutACall() {
        try (TestIssuer other = TestIssuer.with(RSA)) {
            assertThat(refusal(RSA.sign(other.claims()))).contains(Reason.ISSUER_UNKNOWN);
            assertThat(other.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "#", "?", " ", "/."})
    void theIssuerMustBeTheSameToTheLetter(String behind) {
        assertThat(refusal(RSA.sign(ISSUER.claims().put("iss", ISSUER.url() + behind))))
                .contains(Reason.ISSUER_UNKNOWN);
    }

    @Test
    void theFirstProviderOfThatIssuerCounts() {
        OidcProvider second = new OidcProvider(ISSUER.url(), "other", List.of(), List.of());
        String token = RSA.sign(ISSUER.claims());

        assertThat(CHECKS.refusal(token, ISSUER.provider(), second)).isEmpty();
        assertThat(CHECKS.refusal(token, second, ISSUER.provider())).contains(Reason.AUDIENCE_MISMATCH);
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        ObjectNode claims = ISSUER.claims();
        claims.putArray("aud").add("other").add("notification-controller");

        assertThat(refusal(RSA.sign(claims))).isEmpty();
    }

    @Test
    void anotherAudienceIsRefused() {
        ObjectNode none = ISSUER.claims();
        none.remove("aud");

        assertThat(refusal(RSA.sign(ISSUER.claims().put("aud", "notification-controlle"))))
                .contains(Reason.AUDIENCE_MISMATCH);
        assertThat(refusal(RSA.sign(none))).contains(Reason.AUDIENCE_MISMATCH);
    }

    @Test
    void theProvidersAudienceReplacesTheDefault() {
        OidcProvider own = new OidcProvider(ISSUER.url(), "sluice", List.of(), List.of());

        assertThat(CHECKS.refusal(RSA.sign(ISSUER.claims().put("aud", "sluice")), own))
                .isEmpty();
        assertThat(CHECKS.refusal(RSA.sign(ISSUER.claims()), own)).contains(Reason.AUDIENCE_MISMATCH);
    }

    @Test
    void anExpiredTokenIsRefusedWithoutLeeway() {
        TestClock clock = new TestClock();
        Checks checks = Checks.with(clock);
        long now = clock.instant().getEpochSecond();

        assertThat(checks.refusal(RSA.sign(ISSUER.claims().put("exp", now + 1)), ISSUER.provider()))
                .isEmpty();
        assertThat(checks.refusal(RSA.sign(ISSUER.claims().put("exp", now - 1)), ISSUER.provider()))
                .contains(Reason.TOKEN_EXPIRED);
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        ObjectNode claims = ISSUER.claims();
        claims.remove("exp");

        assertThat(refusal(RSA.sign(claims))).contains(Reason.TOKEN_EXPIRED);
    }

    @Test
    void aTokenMayBeFiveMinutesAhead() {
        TestClock clock = new TestClock();
        Checks checks = Checks.with(clock);
        long now = clock.instant().getEpochSecond();

        assertThat(checks.refusal(RSA.sign(ISSUER.claims().put("nbf", now + 299)), ISSUER.provider()))
                .isEmpty();
        assertThat(checks.refusal(RSA.sign(ISSUER.claims().put("nbf", now + 302)), ISSUER.provider()))
                .contains(Reason.TOKEN_NOT_YET_VALID);
    }

    @Test
    void aTimeWithinQuotesIsATime() {
        long later = InstantSource.system().instant().getEpochSecond() + 60;

        assertThat(refusal(RSA.sign(ISSUER.claims().put("exp", Long.toString(later)))))
                .isEmpty();
        assertThat(refusal(RSA.sign(ISSUER.claims().put("exp", later + 0.5)))).isEmpty();
    }

    static List<Consumer<ObjectNode>> wrongTypes() {
        return List.of(
                claims -> claims.put("iss", 1),
                claims -> claims.put("sub", 1),
                claims -> claims.put("aud", 1),
                claims -> claims.putArray("aud").add("notification-controller").add(1),
                claims -> claims.put("exp", "tomorrow"),
                claims -> claims.put("exp", true),
                claims -> claims.put("exp", 1e300),
                claims -> claims.put("nbf", ""),
                claims -> claims.putObject("iat"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void aClaimOfAWrongTypeSpoilsTheToken(Consumer<ObjectNode> spoil) {
        ObjectNode claims = ISSUER.claims();
        spoil.accept(claims);

        assertThat(refusal(RSA.sign(claims))).contains(Reason.TOKEN_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b.c",
                "e30.e30",
                "e30.e30.e30.e30",
                "e30.e30.",
                "e30.bnVsbA.",
                "W10.W10.AA",
                "e30=.e30=.AA==",
                "e30\n.e30.AA",
                "{}.{}.{}"
            })
    void whatIsNoTokenIsMalformed(String token) {
        assertThat(refusal(token)).contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void aTokenOfAbsurdLengthIsMalformed() {
        assertThat(refusal(RSA.sign(ISSUER.claims().put("long", "x".repeat(64 * 1024)))))
                .contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void twoObjectsInOneSegmentAreMalformed() {
        String[] token = RSA.sign(ISSUER.claims()).split("\\.", -1);
        String twice = Base64URL.encode(ISSUER.claims() + "{}").toString();

        assertThat(refusal(token[0] + "." + twice + "." + token[2])).contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void nothingOfATokenShowsInItsText() {
        Jwt jwt = Jwt.parse(RSA.sign(ISSUER.claims())).orElseThrow();

        assertThat(jwt).hasToString("Jwt[***]");
    }

    private static Optional<Reason> refusal(String token) {
        return CHECKS.refusal(token, ISSUER.provider());
    }

    private static String unsigned(ObjectNode header, ObjectNode claims) {
        return Base64URL.encode(header.toString()) + "." + Base64URL.encode(claims.toString()) + ".";
    }
}
