package dev.sluice.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.Credential;
import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentRouteTest {

    private static final String TOKEN = "s3cret";

    @ParameterizedTest
    @ValueSource(strings = {"github", "bitbucket", "generic-hmac", "nexus"})
    void typesThatSignCarryTheTokenItself(String type) {
        assertThat(route(AReceiver.ofType(type), TOKEN).credentials())
                .containsExactly(new Credential.Key(TOKEN.getBytes(UTF_8), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "harbor"})
    void typesThatCompareTheTokenCarryOnlyItsDigest(String type) {
        assertThat(route(AReceiver.ofType(type), TOKEN).credentials())
                .containsExactly(Credential.Sha256.of(TOKEN.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "dockerhub", "quay", "acr", "gcr", "cdevents", "a-type-of-tomorrow"})
    void typesWhoseTokenOnlyMakesThePathCarryNone(String type) {
        Route route = route(AReceiver.ofType(type), TOKEN);
        assertThat(route.credentials()).isEmpty();
        assertThat(route.state()).isEqualTo(RouteState.READY);
    }

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
                "cdevents"
            })
    void aMissingOrEmptyTokenMakesNoTokenWithoutCredentials(String type) {
        for (ReceiverSecret secret : List.of(ReceiverSecret.ABSENT, secret(""), secretOf(Map.of("tokn", TOKEN)))) {
            Route route =
                    CurrentRoute.of(AReceiver.ofType(type).build(), secret).orElseThrow();
            assertThat(route.state()).isEqualTo(RouteState.NO_TOKEN);
            assertThat(route.credentials()).isEmpty();
        }
    }

    @Test
    void genericOidcNeedsNoTokenAndItsPathIsMadeWithoutOne() {
        OidcProvider provider = new OidcProvider("https://token.example.com", "me", List.of(), List.of());
        Route route = CurrentRoute.of(
                        AReceiver.ofType("generic-oidc")
                                .secret(null)
                                .oidcProviders(provider)
                                .standing(new Standing.Unwritten())
                                .build(),
                        ReceiverSecret.ABSENT)
                .orElseThrow();
        assertThat(route.path()).isEqualTo(WebhookPath.digestOf(new byte[0], AReceiver.NAME));
        assertThat(route.state()).isEqualTo(RouteState.READY);
        assertThat(route.credentials()).isEmpty();
        assertThat(route.oidcProviders()).containsExactly(provider);
    }

    @Test
    void gcrCarriesEmailAndAudienceAndNoOtherTypeDoes() {
        ReceiverSecret secret = secretOf(Map.of("token", TOKEN, "email", "a@example.com", "audience", "me"));
        Route gcr = CurrentRoute.of(AReceiver.ofType("gcr").build(), secret).orElseThrow();
        assertThat(gcr.email()).isEqualTo("a@example.com");
        assertThat(gcr.audience()).isEqualTo("me");
        Route github = CurrentRoute.of(AReceiver.github().build(), secret).orElseThrow();
        assertThat(github.email()).isNull();
        assertThat(github.audience()).isNull();
    }

    @Test
    void gcrWithoutEmailOrAudienceCarriesNone() {
        Route route = CurrentRoute.of(AReceiver.ofType("gcr").build(), secretOf(Map.of("token", TOKEN, "email", "")))
                .orElseThrow();
        assertThat(route.email()).isNull();
        assertThat(route.audience()).isNull();
    }

    @Test
    void aTokenIsTakenWithItsTrailingNewline() {
        Route route = CurrentRoute.of(
                        AReceiver.github().standing(new Standing.Unwritten()).build(), secret(TOKEN + "\n"))
                .orElseThrow();
        assertThat(route.credentials()).containsExactly(new Credential.Key("s3cret\n".getBytes(UTF_8), null));
        assertThat(route.path()).isEqualTo(WebhookPath.digestOf("s3cret\n".getBytes(UTF_8), AReceiver.NAME));
    }

    @Test
    void aPathThatHadToBeComputedIsTheOneThatNotificationControllerGives() {
        // measured of notification-controller
        Route route = CurrentRoute.of(
                        AReceiver.github()
                                .named("flux-system", "github-receiver")
                                .standing(new Standing.Unwritten())
                                .build(),
                        secret("secret-token-dont-share"))
                .orElseThrow();
        assertThat(route.path()).isEqualTo("be1782fa344b4a24ea458be2dde11f9c289b91e79282805c61cae3c6d5364741");
    }

    @Test
    void aPathInTheStatusIsTakenAsItIs() {
        assertThat(route(AReceiver.github(), TOKEN).path()).isEqualTo(AReceiver.PATH);
    }

    @Test
    void withoutAPathThereIsNoRoute() {
        assertThat(CurrentRoute.of(
                        AReceiver.github().standing(new Standing.WithoutPath()).build(), secret(TOKEN)))
                .isEmpty();
        assertThat(CurrentRoute.of(
                        AReceiver.github().standing(new Standing.Unwritten()).build(), ReceiverSecret.ABSENT))
                .isEmpty();
    }

    @Test
    void suspensionGoesBeforeReadinessAndReadinessBeforeTheToken() {
        assertThat(CurrentRoute.of(AReceiver.github().notReady().suspended().build(), ReceiverSecret.ABSENT))
                .hasValueSatisfying(route -> assertThat(route.state()).isEqualTo(RouteState.SUSPENDED));
        assertThat(CurrentRoute.of(AReceiver.github().notReady().build(), ReceiverSecret.ABSENT))
                .hasValueSatisfying(route -> assertThat(route.state()).isEqualTo(RouteState.NOT_READY));
    }

    @Test
    void aReceiverWithoutAStatusCountsAsReady() {
        assertThat(route(AReceiver.github().standing(new Standing.Unwritten()), TOKEN)
                        .state())
                .isEqualTo(RouteState.READY);
    }

    @Test
    void theRestIsTheReceivers() {
        Route route = route(
                AReceiver.github()
                        .events("ping", "push")
                        .resourceFilter("req.ok == true")
                        .created("2026-02-03T04:05:06Z"),
                TOKEN);
        assertThat(route.receiver()).isEqualTo(AReceiver.NAME);
        assertThat(route.type()).isEqualTo("github");
        assertThat(route.events()).containsExactly("ping", "push");
        assertThat(route.filtered()).isTrue();
        assertThat(route.created()).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
        assertThat(route.notAfter()).isNull();
    }

    private static Route route(AReceiver receiver, String token) {
        return CurrentRoute.of(receiver.build(), secret(token)).orElseThrow();
    }

    private static ReceiverSecret secret(String token) {
        return secretOf(Map.of("token", token));
    }

    private static ReceiverSecret secretOf(Map<String, String> data) {
        return new ReceiverSecret(data.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getBytes(UTF_8))));
    }
}
