package dev.sluice.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalRouteTest {

    private static final Duration GRACE = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github",
                "bitbucket",
                "generic-hmac",
                "nexus",
                "gitlab",
                "harbor",
                "generic",
                "dockerhub",
                "quay",
                "acr",
                "gcr",
                "cdevents",
                "a-type-of-tomorrow"
            })
    void aRouteSaysWhereItsTokenIsAndCarriesNothingOfIt(String type) {
        Route route = external(AReceiver.ofType(type).secret("webhook-token")).orElseThrow();

        assertThat(route.external()).isEqualTo(new ExternalToken("webhook-token", GRACE));
        assertThat(route.state()).isEqualTo(RouteState.READY);
        assertThat(route.credentials()).isEmpty();
        assertThat(route.email()).isNull();
        assertThat(route.audience()).isNull();
    }

    @Test
    void genericOidcHasNoTokenAndItsPathCanBeComputed() {
        OidcProvider provider = new OidcProvider("https://token.example.com", "me", List.of(), List.of());
        AReceiver receiver =
                AReceiver.ofType("generic-oidc").oidcProviders(provider).standing(new Standing.Unwritten());
        Route route = external(receiver).orElseThrow();

        assertThat(route.external()).isNull();
        assertThat(route.state()).isEqualTo(RouteState.READY);
        assertThat(route.path()).isEqualTo(WebhookPath.digestOf(new byte[0], AReceiver.NAME));
        assertThat(route.oidcProviders()).containsExactly(provider);
        assertThat(CurrentRoute.lacksExternalToken(receiver.build())).isFalse();
    }

    @Test
    void withoutAPathInTheStatusThereIsNoRoute() {
        assertThat(external(AReceiver.github().standing(new Standing.Unwritten())))
                .isEmpty();
        assertThat(external(AReceiver.github().standing(new Standing.WithoutPath())))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "..", "../seal", "a/b", "Token"})
    void aReceiverThatNamesNoSecretThatThereCouldBeHasNoToken(@Nullable String secret) {
        AReceiver receiver = AReceiver.github().secret(secret);
        Route route = external(receiver).orElseThrow();

        assertThat(route.state()).isEqualTo(RouteState.NO_TOKEN);
        assertThat(route.external()).isNull();
        assertThat(CurrentRoute.lacksExternalToken(receiver.build())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "github"})
    void aPathThatWasMadeOfAnEmptyTokenCanBeGuessedAndHasNoToken(String type) {
        AReceiver receiver = AReceiver.ofType(type).path(WebhookPath.digestOf(new byte[0], AReceiver.NAME));

        assertThat(external(receiver).orElseThrow().state()).isEqualTo(RouteState.NO_TOKEN);
        assertThat(external(receiver.suspended()).orElseThrow().state()).isEqualTo(RouteState.SUSPENDED);
    }

    @Test
    void theRestIsAsInPublishedMode() {
        Receiver receiver = AReceiver.ofType("gitlab")
                .events("push")
                .resourceFilter("req.ok == true")
                .annotated("sluice.dev/standard-webhooks", "accept")
                .notReady()
                .build();
        Route published = CurrentRoute.of(receiver, ReceiverSecret.ABSENT).orElseThrow();
        Route external = CurrentRoute.external(receiver, GRACE).orElseThrow();

        assertThat(external.options()).isEqualTo(Map.of("standard-webhooks", "accept"));
        assertThat(external)
                .usingRecursiveComparison()
                .ignoringFields("external")
                .isEqualTo(published);
    }

    @Test
    void anOldPathCountsUntilItsEndAndRevocationEndsPathAndTokenAtOnce() {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        Route old = external(AReceiver.github()).orElseThrow();
        AReceiver moved = AReceiver.github().path("cd".repeat(32));
        Route current = external(moved).orElseThrow();

        List<Route> both = RouteHistory.with(List.of(old), Optional.of(current), now, GRACE);
        assertThat(both).containsExactly(current, old.with(List.of(), now.plus(GRACE)));
        assertThat(RouteHistory.with(both, Optional.of(current), now.plusSeconds(60), GRACE))
                .isEqualTo(both);
        assertThat(RouteHistory.with(both, Optional.of(current), now.plus(GRACE).plusSeconds(1), GRACE))
                .containsExactly(current);

        Route revoked = CurrentRoute.external(moved.build(), Duration.ZERO).orElseThrow();
        assertThat(revoked.external()).isEqualTo(new ExternalToken("token", Duration.ZERO));
        assertThat(RouteHistory.with(both, Optional.of(revoked), now, Duration.ZERO))
                .containsExactly(revoked);
    }

    @Test
    void whatWasPublishedOfATokenGoesWhenTokensBecomeExternal() {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        Route published = CurrentRoute.of(AReceiver.github().build(), ReceiverSecret.ofText("s3cret"))
                .orElseThrow();
        Route moved = external(AReceiver.github().path("cd".repeat(32))).orElseThrow();
        Route stayed = external(AReceiver.github()).orElseThrow();

        assertThat(published.credentials()).isNotEmpty();
        assertThat(RouteHistory.with(List.of(published), Optional.of(stayed), now, GRACE))
                .containsExactly(stayed);
        assertThat(RouteHistory.with(List.of(published), Optional.of(moved), now, GRACE))
                .hasSize(2)
                .allSatisfy(route -> assertThat(route.credentials()).isEmpty());
        assertThat(RouteHistory.with(List.of(stayed), Optional.of(published), now, GRACE))
                .as("and back")
                .containsExactly(published);
    }

    @Test
    void aReceiverWithoutAStatusIsHeldAsOneWhosePathIsGone() {
        Patience patience = new Patience(TokenMode.EXTERNAL);
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        Receiver unwritten =
                AReceiver.github().standing(new Standing.Unwritten()).build();

        assertThat(patience.holds(unwritten, now)).isTrue();
        assertThat(patience.holds(unwritten, now.plusMillis(59_999))).isTrue();
        assertThat(patience.holds(unwritten, now.plusSeconds(60))).isFalse();
        assertThat(patience.holds(
                        AReceiver.ofType("generic-oidc")
                                .named("apps", "oidc")
                                .standing(new Standing.Unwritten())
                                .build(),
                        now))
                .isFalse();
        patience.keepOnly(Set.of(new ReceiverName("apps", "other")));
        assertThat(patience.holds(unwritten, now.plusSeconds(60))).isTrue();
    }

    private static Optional<Route> external(AReceiver receiver) {
        return CurrentRoute.external(receiver.build(), GRACE);
    }
}
