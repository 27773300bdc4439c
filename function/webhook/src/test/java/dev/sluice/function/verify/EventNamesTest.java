package dev.sluice.function.verify;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static dev.sluice.function.Webhooks.webhook;
import static dev.sluice.function.Webhooks.withOption;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.TestFunction;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNamesTest {

    @ParameterizedTest
    @CsvSource({"github, X-GitHub-Event", "bitbucket, X-Event-Key"})
    void anUnlistedEventIsAnswered202WhereTheReceiverAsksForIt(String type, String header) {
        Route asking = withOption(route(type, "push"), "unlisted-events", "accept");
        TestFunction function = new TestFunction(asking);

        assertThat(function.receive(signed(TOKEN, header, "ping"))).isEqualTo(Reason.EVENT_IGNORED);
        assertThat(Reason.EVENT_IGNORED.status()).isEqualTo(202);
        assertThat(function.events()).isEmpty();
        assertThat(function.receive(signed(TOKEN, header, "push"))).isEqualTo(Reason.QUEUED);
    }

    @Test
    void aForgedOneIsStillRefused() {
        Route asking = withOption(route("github", "push"), "unlisted-events", "accept");

        assertThat(new TestFunction(asking).receive(signed("wrong", "X-GitHub-Event", "ping")))
                .isEqualTo(Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void withoutTheOptionItIsRefusedAsInFlux() {
        assertThat(new TestFunction(route("github", "push")).receive(signed(TOKEN, "X-GitHub-Event", "ping")))
                .isEqualTo(Reason.EVENT_NOT_LISTED);
        assertThat(new TestFunction(withOption(route("github", "push"), "unlisted-events", "true"))
                        .receive(signed(TOKEN, "X-GitHub-Event", "ping")))
                .isEqualTo(Reason.EVENT_NOT_LISTED);
    }

    /** Atlassian's own example. */
    @Test
    void bitbucketsPublishedVectorIsAccepted() {
        Route route = route("bitbucket").with(List.of(key("It's a Secret to Everybody")), null);
        Webhook webhook = webhook(
                bytes("Hello World!"),
                "Content-Type",
                "application/json",
                "X-Hub-Signature",
                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9");

        assertThat(Verifiers.all().verify(webhook, route, webhook.received())).isEqualTo(Verdict.accepted());
    }

    private static Webhook signed(String token, String header, String event) {
        return webhook(
                BODY,
                "Content-Type",
                "application/json",
                "X-Hub-Signature",
                signature("sha256", token, BODY),
                header,
                event);
    }
}
