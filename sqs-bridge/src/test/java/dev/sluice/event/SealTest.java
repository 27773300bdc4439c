package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    // the published vector of Standard Webhooks; its key is whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
    private static final Seal SEAL = new Seal(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void aSignatureIsTheOneThatStandardWebhooksPublishes() {
        assertThat(SEAL.sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
        assertThat(SEAL.verifies(ID, TIMESTAMP, BODY, SIGNATURE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNATURE + " v1,AAAA", "v1,AAAA " + SIGNATURE, "v1a,x  " + SIGNATURE + " "})
    void oneOfSeveralSignaturesSuffices(String signatures) {
        assertThat(SEAL.verifies(ID, TIMESTAMP, BODY, signatures)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v1,",
                "v1",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                SIGNATURE + "," + SIGNATURE,
                SIGNATURE + "\n",
                "\u00a0" + SIGNATURE
            })
    void everyOtherSignatureIsWrong(String signatures) {
        assertThat(SEAL.verifies(ID, TIMESTAMP, BODY, signatures)).isFalse();
    }

    @Test
    void aSignatureHoldsForItsIdTimestampAndBodyOnly() {
        assertThat(SEAL.verifies(ID + "x", TIMESTAMP, BODY, SIGNATURE)).isFalse();
        assertThat(SEAL.verifies(ID, "1614265331", BODY, SIGNATURE)).isFalse();
        assertThat(SEAL.verifies(ID, TIMESTAMP, BODY + " ", SIGNATURE)).isFalse();
        assertThat(new Seal(new byte[24]).verifies(ID, TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
    }

    @Test
    void theKeyOfATextIsItsUtf8() {
        String text = "schlüssel-mit-umlaut";

        assertThat(Seal.ofText(text).sign(ID, TIMESTAMP, BODY))
                .isEqualTo(new Seal(text.getBytes(StandardCharsets.UTF_8)).sign(ID, TIMESTAMP, BODY));
    }

    @Test
    void aKeyOfLessThan16BytesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Seal(new byte[15]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seal.ofText("too-short"))
                .withMessageNotContaining("too-short");
        assertThat(new Seal(new byte[16]).sign("", "", "")).startsWith("v1,");
    }

    @Test
    void itsTextDoesNotShowTheKey() {
        String key = "0123456789abcdef";

        assertThat(Seal.ofText(key).toString().toLowerCase(Locale.ROOT)).doesNotContain(key, "30313233");
    }

    @Property
    void whatIsSignedVerifies(
            @ForAll @Size(min = 16, max = 80) byte[] key,
            @ForAll String id,
            @ForAll String timestamp,
            @ForAll String body) {
        Seal seal = new Seal(key);

        assertThat(seal.verifies(id, timestamp, body, seal.sign(id, timestamp, body)))
                .isTrue();
    }

    @Property
    void noSignatureThrows(@ForAll String signatures) {
        assertThat(SEAL.verifies(ID, TIMESTAMP, BODY, signatures)).isFalse();
    }
}
