package dev.sluice.route;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Routes of any kind, as far as the types allow them. */
public final class RouteArbitraries {

    private RouteArbitraries() {}

    public static Arbitrary<RouteTable> tables() {
        return Combinators.combine(
                        clusterNames(),
                        Arbitraries.integers().between(1, RouteTable.MAX_COUNT),
                        routes().list().ofMaxSize(3))
                .as(RouteTable::new);
    }

    public static Arbitrary<String> clusterNames() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(32);
    }

    public static Arbitrary<ReceiverName> receivers() {
        return Combinators.combine(dnsNames(63), dnsNames(253)).as(ReceiverName::new);
    }

    static Arbitrary<Route> routes() {
        Arbitrary<Route> plain = Combinators.combine(
                        digests(),
                        Combinators.combine(texts(1), texts(1)).as(ReceiverName::new),
                        texts(1),
                        texts(0).list().ofMaxSize(3),
                        Arbitraries.of(RouteState.class),
                        Arbitraries.of(true, false),
                        times().injectNull(0.3),
                        times().injectNull(0.3))
                .as((path, receiver, type, events, state, filtered, created, notAfter) -> new Route(
                        path, receiver, type, events, state, filtered, created, notAfter, List.of(), null, null, null,
                        List.of(), Map.of()));
        return Combinators.combine(
                        plain,
                        credentials().list().ofMaxSize(3),
                        externalTokens().injectNull(0.7),
                        texts(0).injectNull(0.3),
                        texts(0).injectNull(0.3),
                        providers().list().ofMaxSize(2),
                        Arbitraries.maps(texts(0), texts(0)).ofMaxSize(4))
                .as((route, credentials, external, email, audience, providers, options) -> new Route(
                        route.path(),
                        // its token is found by its namespace
                        external == null
                                ? route.receiver()
                                : new ReceiverName("apps", route.receiver().name()),
                        route.type(),
                        route.events(),
                        route.state(),
                        route.filtered(),
                        route.created(),
                        route.notAfter(),
                        credentials,
                        external,
                        email,
                        audience,
                        providers,
                        options));
    }

    static Arbitrary<Credential> credentials() {
        Arbitrary<byte[]> tokens = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(40),
                texts(1).map(text -> text.getBytes(StandardCharsets.UTF_8)));
        Arbitrary<byte[]> digests = Arbitraries.bytes().array(byte[].class).ofSize(32);
        Arbitrary<byte[]> signingKeys =
                Arbitraries.bytes().array(byte[].class).ofMinSize(24).ofMaxSize(64);
        return Arbitraries.oneOf(
                Combinators.combine(tokens, times().injectNull(0.5)).as(Credential.Key::new),
                Combinators.combine(digests, times().injectNull(0.5)).as(Credential.Sha256::new),
                Combinators.combine(signingKeys, times().injectNull(0.5)).as(Credential.SigningKey::new));
    }

    static Arbitrary<ExternalToken> externalTokens() {
        Arbitrary<String> secrets = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(63)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join(".", parts));
        return Combinators.combine(secrets, Arbitraries.integers().between(0, Integer.MAX_VALUE))
                .as((secret, seconds) -> new ExternalToken(secret, Duration.ofSeconds(seconds)));
    }

    static Arbitrary<String> digests() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'f')
                .ofLength(64);
    }

    private static Arbitrary<OidcProvider> providers() {
        Arbitrary<OidcProvider.Variable> variables =
                Combinators.combine(texts(1), texts(1)).as(OidcProvider.Variable::new);
        Arbitrary<OidcProvider.Validation> validations =
                Combinators.combine(texts(1), texts(0)).as(OidcProvider.Validation::new);
        return Combinators.combine(
                        texts(1),
                        texts(0).injectNull(0.3),
                        variables.list().ofMaxSize(2),
                        validations.list().ofMaxSize(2))
                .as(OidcProvider::new);
    }

    private static Arbitrary<String> dnsNames(int maxLength) {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-', '.')
                .ofMinLength(1)
                .ofMaxLength(maxLength);
    }

    /** Any Unicode, control characters, quotes and characters beyond the first plane with it. */
    private static Arbitrary<String> texts(int minLength) {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withCharRange('\0', '\uffff')
                                .ofMinLength(minLength)
                                .ofMaxLength(12),
                        Arbitraries.strings()
                                .withChars('\0', '"', '\\', '/', '\n', '\u007f', '\ufeff', '\u2028')
                                .ofMinLength(minLength)
                                .ofMaxLength(4),
                        Arbitraries.of("\ud83d\ude80", "\udbff\udffd"))
                // what is half of a surrogate pair becomes a question mark
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static Arbitrary<Instant> times() {
        return Combinators.combine(
                        // the years 1 to 9999
                        Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }
}
