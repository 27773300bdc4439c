package dev.sluice.function.verify;

import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.GoRule;
import dev.sluice.function.Ticks;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryVerifiersTest {

    private static final String TOKEN = "a-token";

    private final Verifiers verifiers = Verifiers.all();

    @ParameterizedTest
    @ValueSource(strings = {"dockerhub", "quay", "acr"})
    void aBodyIsTakenWhereGoDecodesIt(String type) {
        assertThat(GoRule.all(type))
                .hasSizeGreaterThan(140)
                .allSatisfy(rule ->
                        assertThat(verify(route(type), webhook(rule.input()))).isEqualTo(expected(rule)));
    }

    @Test
    void aSignedNexusBodyIsTakenWhereGoDecodesIt() {
        assertThat(GoRule.all("nexus"))
                .hasSizeGreaterThan(180)
                .allSatisfy(rule ->
                        assertThat(verify(nexus(), signed(rule.input()))).isEqualTo(expected(rule)));
    }

    @Test
    void nexusSignsInLowerCaseWithoutAPrefix() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = signature(body);

        assertThat(verify(nexus(), nexus(body, signature))).isEqualTo(Verdict.accepted());
        assertThat(verify(nexus(), nexus(body, "sha1=" + signature)))
                .isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
        assertThat(verify(nexus(), nexus(body, signature.toUpperCase(Locale.ROOT))))
                .isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
        assertThat(verify(nexus(), webhook(body))).isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISSING));
        assertThat(verify(nexus().with(List.of(), null), nexus(body, signature)))
                .isEqualTo(Verdict.rejected(Reason.NO_TOKEN));
    }

    @Test
    void nexusBodiesAreNotLookedAtBeforeTheirSignature() {
        assertThat(verify(nexus(), nexus("[]".getBytes(StandardCharsets.UTF_8), "00")))
                .isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
    }

    private Verdict verify(Route route, Webhook webhook) {
        return verifiers.verify(webhook, route, Ticks.START);
    }

    private static Verdict expected(GoRule rule) {
        return rule.ok() ? Verdict.accepted() : Verdict.rejected(Reason.PAYLOAD_MALFORMED);
    }

    private static Route nexus() {
        return route("nexus").with(List.of(key("another"), key(TOKEN)), null);
    }

    private static Webhook signed(byte[] body) {
        return nexus(body, signature(body));
    }

    private static Webhook nexus(byte[] body, String signature) {
        return webhook(body, "X-Nexus-Webhook-Signature", signature);
    }

    private static String signature(byte[] body) {
        return HexFormat.of().formatHex(Hmac.of("HmacSHA1", TOKEN.getBytes(StandardCharsets.UTF_8), body));
    }
}
