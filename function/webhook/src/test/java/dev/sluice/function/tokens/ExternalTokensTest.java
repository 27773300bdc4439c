package dev.sluice.function.tokens;

import static dev.sluice.function.Webhooks.RECEIVER;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Seal;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.LogLines;
import dev.sluice.function.Ticks;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.Credential;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExternalTokensTest {

    private static final String NAME = "sluice/prod/tokens/flux-system/webhook-token";
    private static final String CURRENT = NAME + " CURRENT";
    private static final String PREVIOUS = NAME + " PREVIOUS";
    private static final Duration GRACE = Duration.ofHours(1);
    private static final RandomGenerator NO_JITTER = () -> 0;

    private final Ticks clock = new Ticks();
    private final LogLines log = new LogLines(clock);
    private final FakeSecrets secrets = new FakeSecrets();
    private final ExternalTokens tokens = tokens(secrets, NO_JITTER);

    @Test
    void aRouteWhoseTokenIsNotExternalComesBackAsItIsAndNothingIsRead() {
        Route route = route("github", null);

        assertThat(tokens.complete(to(route), clock.instant())).isEqualTo(new Completion.Complete(route));
        assertThat(secrets.tokenReads()).isEmpty();
    }

    @Test
    void theTokenIsReadUnderTheNameOfItsClusterNamespaceAndSecret() {
        put("s3cret", longAgo());

        assertThat(credentials()).containsExactly(key("s3cret"));
        assertThat(secrets.tokenReads()).containsExactly(CURRENT);
    }

    @Test
    void forAMinuteItIsNotReadAgain() {
        put("s3cret", longAgo());
        credentials();
        put("n3w", clock.instant().minus(GRACE).minusSeconds(1));
        clock.pass(Duration.ofSeconds(59));
        assertThat(credentials()).containsExactly(key("s3cret"));
        assertThat(secrets.tokenReads()).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        assertThat(credentials()).containsExactly(key("n3w"));
        assertThat(secrets.tokenReads()).hasSize(2);
    }

    @Test
    void chanceMakesTheMinuteShorterByUpToFifteenSecondsNeverLonger() {
        put("s3cret", longAgo());
        for (int chance = 0; chance < 40; chance++) {
            ExternalTokens spread = tokens(secrets, RandomGenerator.of("SplittableRandom"));
            spread.complete(to(external()), clock.instant());
            int before = secrets.tokenReads().size();
            clock.pass(Duration.ofSeconds(45).minusMillis(1));
            spread.complete(to(external()), clock.instant());
            assertThat(secrets.tokenReads()).hasSize(before);
            clock.pass(Duration.ofSeconds(15).plusMillis(1));
            spread.complete(to(external()), clock.instant());
            assertThat(secrets.tokenReads()).hasSize(before + 1);
        }
    }

    @Test
    void theVersionBeforeTheCurrentOneCountsWithinTheGraceSinceTheCurrentOneWasMade() {
        put("old", longAgo());
        Instant rotated = clock.instant().minusSeconds(600);
        put("n3w", rotated);

        assertThat(credentials()).containsExactly(key("n3w"), key("old").until(rotated.plus(GRACE)));
        assertThat(secrets.tokenReads()).containsExactly(CURRENT, PREVIOUS);

        clock.pass(GRACE.minusSeconds(599));
        assertThat(credentials()).containsExactly(key("n3w"));
        assertThat(secrets.tokenReads()).containsExactly(CURRENT, PREVIOUS, CURRENT);
    }

    @Test
    void theEndOfTheGraceCountsByTheClockAlsoWhileTheStoreIsAway() {
        put("old", longAgo());
        put("n3w", clock.instant());
        credentials();
        secrets.away(true);
        clock.pass(Duration.ofMinutes(59));

        assertThat(credentials())
                .filteredOn(credential -> credential.validAt(clock.instant()))
                .hasSize(2);
        assertThat(credentials())
                .filteredOn(credential -> credential.validAt(clock.instant().plusSeconds(61)))
                .containsExactly(key("n3w"));
    }

    @Test
    void withoutAGraceTheVersionBeforeIsNotEvenRead() {
        put("old", longAgo());
        put("n3w", clock.instant());

        assertThat(credentials(external("github", Duration.ZERO))).containsExactly(key("n3w"));
        assertThat(secrets.tokenReads()).containsExactly(CURRENT);
    }

    @Test
    void revokingTakesEffectWithTheRoute() {
        put("old", longAgo());
        put("n3w", clock.instant());
        assertThat(credentials()).hasSize(2);

        assertThat(credentials(external("github", Duration.ZERO))).containsExactly(key("n3w"));
    }

    @Test
    void onThePathThatTheCurrentTokenMakesTheOldOneDoesNotCount() {
        put("old", longAgo());
        put("n3w", clock.instant());
        Route moved = route("github", new ExternalToken("webhook-token", GRACE), path("n3w"));
        Route before = route("github", new ExternalToken("webhook-token", GRACE), path("old"));

        assertThat(credentials(moved)).containsExactly(key("n3w"));
        assertThat(credentials(before)).hasSize(2);
    }

    @Test
    void aVersionWithTheSameTokenIsNoRotation() {
        put("s3cret", longAgo());
        put("s3cret", clock.instant());

        assertThat(credentials()).containsExactly(key("s3cret"));
    }

    @Test
    void aTokenThatIsMissingOrEmptyIsToldAsThat() {
        assertThat(complete()).isEqualTo(new Completion.Refused(Reason.EXTERNAL_TOKEN_MISSING));
        clock.pass(Duration.ofMinutes(2));
        put("old", longAgo());
        secrets.putToken(NAME, ReceiverSecret.ofText("{\"token\":\"\"}"), clock.instant());

        assertThat(complete()).isEqualTo(new Completion.Refused(Reason.EXTERNAL_TOKEN_MISSING));
        assertThat(secrets.tokenReads()).as("no token is no rotation").doesNotContain(PREVIOUS);
    }

    @Test
    void whatIsMissingIsAskedForEverLessOftenHoweverManyWebhooksCome() {
        complete();

        assertThat(secondsThatRead(Duration.ofMinutes(4))).containsExactly(5, 15, 35, 75, 135, 195);
        put("s3cret", longAgo());
        clock.pass(Duration.ofSeconds(60));
        assertThat(credentials()).containsExactly(key("s3cret"));
    }

    @Test
    void aStoreThatWasNeverReachedMeansComeBackAndIsAskedEverLessOften() {
        secrets.away(true);

        assertThat(complete()).isEqualTo(new Completion.Refused(Reason.EXTERNAL_TOKEN_UNREADABLE));
        assertThat(secondsThatRead(Duration.ofMinutes(3))).containsExactly(5, 15, 35, 75, 135);
        assertThat(log.messages()).hasSize(6).containsOnly("external token not read");
        assertThat(log.lines().getFirst().path("receiver").asText()).isEqualTo(RECEIVER.toString());
        assertThat(log.lines().getFirst().path("TokenReadFailures").asInt()).isEqualTo(1);
        secrets.away(false);
        put("s3cret", longAgo());
        clock.pass(Duration.ofSeconds(60));
        assertThat(credentials()).containsExactly(key("s3cret"));
    }

    @Test
    void whileTheStoreIsAwayTheOldTokenCountsForAnHourAndNoLonger() {
        put("s3cret", longAgo());
        credentials();
        secrets.away(true);
        clock.pass(Duration.ofMinutes(60).minusMillis(1));
        assertThat(credentials()).containsExactly(key("s3cret"));
        clock.pass(Duration.ofMillis(1));
        assertThat(complete()).isEqualTo(new Completion.Refused(Reason.EXTERNAL_TOKEN_UNREADABLE));
    }

    @Test
    void aTokenThatIsTakenAwayCountsForAMinuteAtMost() {
        put("s3cret", longAgo());
        credentials();
        secrets.putToken(NAME, Stage.CURRENT, new TokenReading.Absent());
        clock.pass(Duration.ofSeconds(60));

        assertThat(complete()).isEqualTo(new Completion.Refused(Reason.EXTERNAL_TOKEN_MISSING));
    }

    @Test
    void aRotationOfWhichOnlyHalfCanBeReadDoesNotRefuseTheOtherHalf() {
        put("old", longAgo());
        credentials();
        put("n3w", clock.instant());
        secrets.putToken(NAME, Stage.PREVIOUS, new TokenReading.Failed("ThrottlingException"));
        clock.pass(Duration.ofSeconds(60));
        assertThat(credentials()).containsExactly(key("old"));
    }

    @Test
    void aFirstReadMayTakeTwoSecondsAndALaterOneOneAndNoneMoreThanTheWebhookHasLeft() {
        put("s3cret", longAgo());
        complete();
        clock.pass(Duration.ofSeconds(60));
        complete();
        assertThat(secrets.budgets()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));

        Instant received = clock.instant();
        clock.pass(Duration.ofMillis(4_700));
        ExternalTokens others = tokens(secrets, NO_JITTER);
        others.complete(to(external()), received);
        assertThat(secrets.budgets()).last().isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void whatAgentsPublishForEachTypeIsMadeHere() {
        ReceiverSecret secret =
                ReceiverSecret.ofText("{\"token\":\"s3cret\",\"email\":\"a@example.com\",\"audience\":\"me\","
                        + "\"signingToken\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}");
        secrets.putToken(NAME, secret, longAgo());

        assertThat(credentials(external("gitlab", GRACE))).containsExactly(Credential.Sha256.of(bytes("s3cret")));
        assertThat(credentials(external("generic", GRACE))).isEmpty();
        Route gcr = complete(external("gcr", GRACE));
        assertThat(gcr.email()).isEqualTo("a@example.com");
        assertThat(gcr.audience()).isEqualTo("me");
        assertThat(gcr.external()).isNotNull();
        Route signed = external("gitlab", GRACE, Map.of("standard-webhooks", "accept"));
        assertThat(credentials(signed)).hasSize(2).last().isInstanceOf(Credential.SigningKey.class);
        assertThat(secrets.tokenReads()).as("one secret, one read").hasSize(1);
    }

    @Test
    void oneReadsWhileTheOthersWaitForIt() throws Exception {
        put("s3cret", longAgo());
        CountDownLatch inRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        ExternalTokens slow = tokens(
                (name, stage, budget) -> {
                    reads.incrementAndGet();
                    inRead.countDown();
                    await(goOn);
                    return secrets.read(name, stage, budget);
                },
                NO_JITTER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Completion>> all = IntStream.range(0, 20)
                    .mapToObj(n -> threads.submit(() -> slow.complete(to(external()), clock.instant())))
                    .toList();
            await(inRead);
            goOn.countDown();
            for (Future<Completion> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(Completion.Complete.class);
            }
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void aThousandTokensAreKeptThenTheOneLongestNotAskedForGoes() {
        for (int n = 0; n <= 1000; n++) {
            tokens.complete(to(external("t" + n)), clock.instant());
            tokens.complete(to(external("t0")), clock.instant());
        }
        secrets.tokenReads().clear();
        tokens.complete(to(external("t0")), clock.instant());
        tokens.complete(to(external("t1000")), clock.instant());
        assertThat(secrets.tokenReads()).isEmpty();
        tokens.complete(to(external("t1")), clock.instant());
        assertThat(secrets.tokenReads()).containsExactly("sluice/prod/tokens/flux-system/t1 CURRENT");
    }

    private ExternalTokens tokens(TokenReader reader, RandomGenerator random) {
        return new ExternalTokens(reader, FakeSecrets.NAMES, clock, random, log.log());
    }

    private void put(String token, Instant created) {
        secrets.putToken(NAME, ReceiverSecret.ofText(token), created);
    }

    private Instant longAgo() {
        return clock.instant().minus(Duration.ofDays(30));
    }

    private Completion complete() {
        return tokens.complete(to(external()), clock.instant());
    }

    private Route complete(Route route) {
        return ((Completion.Complete) tokens.complete(to(route), clock.instant())).route();
    }

    private List<Credential> credentials() {
        return credentials(external());
    }

    private List<Credential> credentials(Route route) {
        return complete(route).credentials();
    }

    /** Asks once a second; the seconds in which that read. */
    private List<Integer> secondsThatRead(Duration time) {
        return IntStream.rangeClosed(1, (int) time.toSeconds())
                .filter(second -> {
                    int before = secrets.tokenReads().size();
                    clock.pass(Duration.ofSeconds(1));
                    complete();
                    return secrets.tokenReads().size() > before;
                })
                .boxed()
                .toList();
    }

    private static ClusterRoute to(Route route) {
        return new ClusterRoute(
                FakeSecrets.cluster("prod", "prod"), "/sluice/prod", route, Seal.ofText(FakeSecrets.seal("prod")));
    }

    private static Route external() {
        return external("github", GRACE);
    }

    private static Route external(String secret) {
        return route("github", new ExternalToken(secret, GRACE));
    }

    private static Route external(String type, Duration grace) {
        return external(type, grace, Map.of());
    }

    private static Route external(String type, Duration grace, Map<String, String> options) {
        return route(type, new ExternalToken("webhook-token", grace), "a".repeat(64), options);
    }

    private static Route route(String type, @Nullable ExternalToken external) {
        return route(type, external, "a".repeat(64));
    }

    private static Route route(String type, @Nullable ExternalToken external, String path) {
        return route(type, external, path, Map.of());
    }

    private static Route route(
            String type, @Nullable ExternalToken external, String path, Map<String, String> options) {
        return new Route(
                path,
                RECEIVER,
                type,
                List.of(),
                RouteState.READY,
                false,
                null,
                null,
                List.of(),
                external,
                null,
                null,
                List.of(),
                options);
    }

    private static String path(String token) {
        return WebhookPath.digestOf(bytes(token), RECEIVER);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
