package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPathTest {

    private static final String DIGEST = "be1782fa344b4a24ea458be2dde11f9c289b91e79282805c61cae3c6d5364741";

    @Test
    void theDigestIsTheOneThatNotificationControllerGives() {
        byte[] token = "secret-token-dont-share".getBytes(StandardCharsets.UTF_8);

        assertThat(WebhookPath.PREFIX + WebhookPath.digestOf(token, new ReceiverName("flux-system", "github-receiver")))
                .isEqualTo("/hook/" + DIGEST);
    }

    @Test
    void aTokensTrailingNewlineIsPartOfIt() {
        byte[] token = "secret-token-dont-share\n".getBytes(StandardCharsets.UTF_8);

        assertThat(WebhookPath.digestOf(token, new ReceiverName("flux-system", "github-receiver")))
                .isNotEqualTo(DIGEST);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyDigestIsFoundInItsPath(@ForAll byte[] token, @ForAll("receivers") ReceiverName receiver) {
        String digest = WebhookPath.digestOf(token, receiver);

        assertThat(WebhookPath.isDigest(digest)).isTrue();
        assertThat(WebhookPath.digest("/hook/" + digest)).contains(digest);
    }

    @Property
    void aPathIsOneExactlyIfItIsThePrefixAnd64LowerCaseHexadecimalDigits(@ForAll String path) {
        assertThat(WebhookPath.digest(path).isPresent()).isEqualTo(path.matches("/hook/[0-9a-f]{64}"));
        assertThat(WebhookPath.isDigest(path)).isEqualTo(path.matches("[0-9a-f]{64}"));
    }

    @Property
    void aPathWithOneOtherCharacterInItIsNone(@ForAll("digests") String digest, @ForAll char other, @ForAll int at) {
        StringBuilder path = new StringBuilder("/hook/" + digest);
        path.setCharAt(Math.floorMod(at, path.length()), other);

        assertThat(WebhookPath.digest(path.toString()).isPresent())
                .isEqualTo(path.toString().matches("/hook/[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/hook/",
                "/hook",
                DIGEST,
                "/Hook/" + DIGEST,
                "//hook/" + DIGEST,
                "/hook/" + DIGEST + "/",
                "/hook/" + DIGEST + "?",
                "/hook/" + DIGEST + "0",
                "/hook/BE1782FA344B4A24EA458BE2DDE11F9C289B91E79282805C61CAE3C6D5364741",
                "/hook/\u0661e1782fa344b4a24ea458be2dde11f9c289b91e79282805c61cae3c6d5364741",
                "/prod/hook/" + DIGEST
            })
    void everyOtherPathIsNone(String path) {
        assertThat(WebhookPath.digest(path)).isEmpty();
    }

    @Provide
    Arbitrary<String> digests() {
        return RouteArbitraries.digests();
    }

    @Provide
    Arbitrary<ReceiverName> receivers() {
        return RouteArbitraries.receivers();
    }
}
