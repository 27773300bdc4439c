package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How keys are fetched and kept, with a real issuer. */
class KeyFetchingTest {

    private static final TestKey KEY = TestKey.rsa("1", "RS256");
    private static final TestKey NEXT = TestKey.rsa("2", "RS256");

    private final TestClock clock = new TestClock();
    private final Checks checks = Checks.with(clock);

    @Test
    void manyTokensCostTwoCalls() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            for (int i = 0; i < 50; i++) {
                assertThat(refusal(KEY, issuer)).isEmpty();
            }

            assertThat(issuer.calls(TestIssuer.DISCOVERY)).isEqualTo(1);
            assertThat(issuer.calls(TestIssuer.KEYS)).isEqualTo(1);
        }
    }

    @Test
    void aRotatedKeyIsFoundAtOnce() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            assertThat(refusal(KEY, issuer)).isEmpty();
            issuer.serveKeys(NEXT, KEY);
            clock.advance(Duration.ofSeconds(1));

            assertThat(refusal(NEXT, issuer)).isEmpty();
            assertThat(refusal(KEY, issuer)).isEmpty();
            assertThat(issuer.calls()).isEqualTo(4);
        }
    }

    @Test
    void aWithdrawnKeyCountsForTenMinutes() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            assertThat(refusal(KEY, issuer)).isEmpty();
            issuer.serveKeys(NEXT);

            clock.advance(Duration.ofMinutes(10).minusMillis(1));
            assertThat(refusal(KEY, issuer)).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(refusal(KEY, issuer)).contains(Reason.KEY_UNKNOWN);
        }
    }

    @Test
    void aFloodOfUnknownKeysCostsTwoCallsInHalfAMinute() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            assertThat(refusal(KEY, issuer)).isEmpty();
            int before = issuer.calls();
            clock.advance(Duration.ofSeconds(1));

            flood(issuer, 1000);
            assertThat(issuer.calls() - before).isEqualTo(2);

            clock.advance(Duration.ofSeconds(30));
            flood(issuer, 100);
            assertThat(issuer.calls() - before).isEqualTo(4);
        }
    }

    @Test
    void aFloodFromTheStartCostsFourCalls() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            Checks running = Checks.with(InstantSource.system());
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 1000; i++) {
                    String token = unknown(issuer, i);
                    threads.execute(() -> running.check(token, issuer.provider()));
                }
            }

            assertThat(issuer.calls()).isBetween(2, 4);
        }
    }

    @Test
    void aFloodOfForgedSignaturesIsNoDearer() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            assertThat(refusal(KEY, issuer)).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            String forged = TestKey.rsa("1", "RS256").sign(issuer.claims());

            for (int i = 0; i < 100; i++) {
                assertThat(checks.refusal(forged, issuer.provider())).contains(Reason.SIGNATURE_MISMATCH);
            }
            assertThat(issuer.calls()).isEqualTo(4);
        }
    }

    @Test
    void manyTokensAtOnceShareOneFetch() throws Exception {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(
                    TestIssuer.DISCOVERY,
                    slowly(Duration.ofMillis(300), issuer.discovery().toString()));
            List<Future<Optional<Reason>>> refusals = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                for (int i = 0; i < 16; i++) {
                    refusals.add(threads.submit(() -> refusal(KEY, issuer)));
                }
            }

            for (Future<Optional<Reason>> refusal : refusals) {
                assertThat(refusal.get()).isEmpty();
            }
            assertThat(issuer.calls()).isEqualTo(2);
        }
    }

    @Test
    void oldKeysServeForAnHourWhileTheIssuerIsAway() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            assertThat(refusal(KEY, issuer)).isEmpty();
            issuer.serve(TestIssuer.DISCOVERY, exchange -> TestIssuer.send(exchange, 503, ""));

            clock.advance(Duration.ofMinutes(59));
            assertThat(refusal(KEY, issuer)).isEmpty();
            clock.advance(Duration.ofMinutes(1));
            assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
        }
    }

    @Test
    void anIssuerThatFailedIsLeftAloneForFiveSeconds() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.DISCOVERY, exchange -> TestIssuer.send(exchange, 503, ""));
            for (int i = 0; i < 10; i++) {
                assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
            }
            assertThat(issuer.calls()).isEqualTo(1);

            issuer.serve(TestIssuer.DISCOVERY, issuer.discovery());
            clock.advance(Duration.ofSeconds(5));
            assertThat(refusal(KEY, issuer)).isEmpty();
        }
    }

    @Test
    void aSilentIssuerCostsTwoSeconds() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.DISCOVERY, slowly(Duration.ofSeconds(8), "{}"));

            assertThat(timed(() -> refusal(KEY, issuer))).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
        }
    }

    @Test
    void aTricklingIssuerCostsTwoSeconds() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.DISCOVERY, exchange -> {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    sleep(Duration.ofMillis(100));
                }
            });

            assertThat(timed(() -> refusal(KEY, issuer))).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
        }
    }

    @Test
    void allCallsOfOneWebhookShareFiveSeconds() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            InstantSource system = InstantSource.system();
            IssuedTokenCheck check = Checks.with(system).check();
            issuer.serve(TestIssuer.DISCOVERY, slowly(Duration.ofSeconds(8), "{}"));
            String token = KEY.sign(issuer.claims());

            // it came in 4 s ago: its route table was slow
            Duration taken = timed(() -> {
                TokenCheck outcome = check.check(
                        token, List.of(issuer.provider()), system.instant().minusSeconds(4));
                assertThat(outcome).isEqualTo(TokenCheck.refused(Reason.KEYS_UNAVAILABLE));
            });
            assertThat(taken).isBetween(Duration.ofMillis(800), Duration.ofMillis(1900));
        }
    }

    @Test
    void aBigDocumentIsRefused() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            String fits = issuer.discovery()
                    .put("filling", "x".repeat(1024 * 1024 - 1000))
                    .toString();
            issuer.serve(TestIssuer.DISCOVERY, fits);
            assertThat(refusal(KEY, issuer)).isEmpty();

            issuer.serve(TestIssuer.DISCOVERY, fits + " ".repeat(1001));
            clock.advance(Duration.ofHours(2));
            assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
        }
    }

    @Test
    void anEndlessDocumentIsCutOff() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.KEYS, exchange -> {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(new byte[64 * 1024]);
                }
            });

            assertThat(timed(() -> assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE)))
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve("/moved", issuer.discovery());
            issuer.serve(TestIssuer.DISCOVERY, exchange -> {
                exchange.getResponseHeaders().set("Location", issuer.url() + "/moved");
                TestIssuer.send(exchange, status, "");
            });

            assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
            assertThat(issuer.calls("/moved")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 404, 407, 500})
    void anotherStatusThan200IsNoDocument(int status) {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.KEYS, exchange -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                TestIssuer.send(exchange, status, "");
            });

            assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
            assertThat(issuer.calls(TestIssuer.KEYS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"keys\":{}}", "{\"keys\"", "<html>", "{\"keys\":[]}{}"})
    void whatIsNoKeySetIsNoKeySet(String document) {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            issuer.serve(TestIssuer.KEYS, document);

            assertThat(refusal(KEY, issuer)).contains(Reason.KEYS_UNAVAILABLE);
        }
    }

    @Test
    void aDiscoveryDocumentOfAnotherIssuerIsRefused() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            for (String other : List.of(issuer.url() + "/", "https://other.example", "")) {
                issuer.serve(TestIssuer.DISCOVERY, issuer.discovery().put("issuer", other));
                clock.advance(Duration.ofSeconds(5));

                assertThat(refusal(KEY, issuer)).contains(Reason.DISCOVERY_REFUSED);
            }
            assertThat(issuer.calls(TestIssuer.KEYS)).isZero();
        }
    }

    @Test
    void keysAtAnAddressWithoutTlsAreRefused() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            for (String url : List.of("http://localhost/keys", "file:///etc/passwd", "", "/keys")) {
                ObjectNode discovery = issuer.discovery().put("jwks_uri", url);
                issuer.serve(TestIssuer.DISCOVERY, discovery);
                clock.advance(Duration.ofSeconds(5));

                assertThat(refusal(KEY, issuer)).contains(Reason.DISCOVERY_REFUSED);
            }
        }
    }

    @Test
    void anIssuerWithoutTlsIsRefused() {
        String issuer = "http://localhost:1";
        try (TestIssuer real = TestIssuer.with(KEY)) {
            String token = KEY.sign(real.claims().put("iss", issuer));

            assertThat(checks.refusal(token, new OidcProvider(issuer, null, List.of(), List.of())))
                    .contains(Reason.ISSUER_ADDRESS_REFUSED);
        }
    }

    @Test
    void anIssuerMayEndInASlash() {
        try (TestIssuer issuer = TestIssuer.with(KEY)) {
            String url = issuer.url() + "/";
            issuer.serve(TestIssuer.DISCOVERY, issuer.discovery().put("issuer", url));
            OidcProvider provider = new OidcProvider(url, null, List.of(), List.of());

            assertThat(checks.refusal(KEY.sign(issuer.claims().put("iss", url)), provider))
                    .isEmpty();
        }
    }

    @Test
    void theKeysOfAHundredIssuersAreKept() {
        Issuers issuers = new Issuers((url, budget) -> new Fetched.Failed(Reason.KEYS_UNAVAILABLE), clock);
        KeyCache first = issuers.of("https://0.example");
        for (int i = 1; i < 1000; i++) {
            issuers.of("https://" + i + ".example");
            assertThat(issuers.of("https://0.example")).isSameAs(first);
        }

        assertThat(issuers.size()).isEqualTo(100);
    }

    private Optional<Reason> refusal(TestKey key, TestIssuer issuer) {
        long later = clock.instant().plusSeconds(60).getEpochSecond();
        return checks.refusal(key.sign(issuer.claims().put("exp", later)), issuer.provider());
    }

    private void flood(TestIssuer issuer, int tokens) {
        for (int i = 0; i < tokens; i++) {
            assertThat(checks.refusal(unknown(issuer, i), issuer.provider())).contains(Reason.KEY_UNKNOWN);
        }
    }

    private static String unknown(TestIssuer issuer, int i) {
        return KEY.sign(KEY.header().put("kid", "unknown-" + i), issuer.claims());
    }

    private static HttpHandler slowly(Duration delay, String document) {
        return (HttpExchange exchange) -> {
            sleep(delay);
            TestIssuer.send(exchange, 200, document);
        };
    }

    private static void sleep(Duration duration) throws IOException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
