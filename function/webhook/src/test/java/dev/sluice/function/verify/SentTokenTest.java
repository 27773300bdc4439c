package dev.sluice.function.verify;

import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Ticks;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentTokenTest {

    private static final byte[] BODY = "not JSON".getBytes(StandardCharsets.UTF_8);

    private final Verifiers verifiers = Verifiers.all();

    @ParameterizedTest
    @CsvSource({"gitlab, X-Gitlab-Token", "harbor, Authorization"})
    void theTokenIsSentAsItIs(String type, String header) {
        Route route = sending(type, "tökén");

        assertThat(verify(route, webhook(BODY, header, "tökén"))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, webhook(BODY, header, "Tökén"))).isEqualTo(rejected(Reason.TOKEN_MISMATCH));
        assertThat(verify(route, webhook(BODY, header, "Bearer tökén"))).isEqualTo(rejected(Reason.TOKEN_MISMATCH));
        assertThat(verify(route, webhook(BODY, header, ""))).isEqualTo(rejected(Reason.TOKEN_MISSING));
        assertThat(verify(route, webhook(BODY))).isEqualTo(rejected(Reason.TOKEN_MISSING));
    }

    @ParameterizedTest
    @CsvSource({"gitlab, X-Gitlab-Token", "harbor, Authorization"})
    void aTokensTrailingNewlineIsPartOfItSoNobodyCanSendIt(String type, String header) {
        assertThat(verify(sending(type, "token\n"), webhook(BODY, header, "token")))
                .isEqualTo(rejected(Reason.TOKEN_MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({"gitlab, X-Gitlab-Token", "harbor, Authorization"})
    void oneWhoKnowsTheDigestAloneIsNotLetIn(String type, String header) {
        String digest = "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0";

        assertThat(verify(sending(type, "token"), webhook(BODY, header, digest)))
                .isEqualTo(rejected(Reason.TOKEN_MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({"gitlab, X-Gitlab-Token", "harbor, Authorization"})
    void everyTokenThatIsValidNowCountsAndNoOtherKindOfCredential(String type, String header) {
        Route route = route(type)
                .with(
                        List.of(
                                digest("new"),
                                digest("ending").until(Ticks.START),
                                digest("ended").until(Ticks.START.minusMillis(1)),
                                key("signing")),
                        null);

        assertThat(verify(route, webhook(BODY, header, "new"))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, webhook(BODY, header, "ending"))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, webhook(BODY, header, "ended"))).isEqualTo(rejected(Reason.TOKEN_MISMATCH));
        assertThat(verify(route, webhook(BODY, header, "signing"))).isEqualTo(rejected(Reason.TOKEN_MISMATCH));
        assertThat(verify(route(type), webhook(BODY, header, "x"))).isEqualTo(rejected(Reason.NO_TOKEN));
    }

    @Test
    void gitLabsEventIsJudgedAfterTheToken() {
        Route route = route("gitlab", "Push Hook").with(List.of(digest("token")), null);

        assertThat(verify(route, gitLab("token", "push hook"))).isEqualTo(Verdict.accepted("push hook"));
        assertThat(verify(route, gitLab("token", "push"))).isEqualTo(rejected(Reason.EVENT_NOT_LISTED));
        assertThat(verify(route, gitLab("wrong", "push"))).isEqualTo(rejected(Reason.TOKEN_MISMATCH));
    }

    private Verdict verify(Route route, Webhook webhook) {
        return verifiers.verify(webhook, route, Ticks.START);
    }

    private static Webhook gitLab(String token, String event) {
        return webhook(BODY, "X-Gitlab-Token", token, "X-Gitlab-Event", event);
    }

    private static Route sending(String type, String token) {
        return route(type).with(List.of(digest(token)), null);
    }

    private static Credential digest(String token) {
        return Credential.Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    private static Verdict rejected(Reason reason) {
        return Verdict.rejected(reason);
    }
}
