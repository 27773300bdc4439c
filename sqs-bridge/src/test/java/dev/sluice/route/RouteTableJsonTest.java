package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Golden;
import dev.sluice.Mutations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableJsonTest {

    private static final String GOLDEN = Golden.text(RouteTableJsonTest.class, "route-table.json");
    private static final String NO_CREDENTIAL = ".credentials[0]: must hold key, keyBase64, sha256 (64 hexadecimal"
            + " digits) or signingKey (24 to 64 bytes in Base64)";
    private static final String NO_SECRET = ".external.secret: must be the name of a Kubernetes Secret";
    private static final String NO_GRACE = ".external.graceSeconds: must be a whole number, 0 to 2147483647";
    private static final String TOKEN = "secret-token-dont-share";
    private static final String PATH = "be1782fa344b4a24ea458be2dde11f9c289b91e79282805c61cae3c6d5364741";
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void theDocumentedFormIsRead() {
        assertThat(RouteTableJson.read("prod-eu", GOLDEN)).isEqualTo(new Reading.Read<>(documented(), List.of()));
    }

    @Test
    void theDocumentedFormIsWritten() {
        assertThat(RouteTableJson.write(documented())).isEqualTo(Golden.compact(GOLDEN));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBack(@ForAll("tables") RouteTable table) {
        assertThat(RouteTableJson.read(table.cluster(), RouteTableJson.write(table)))
                .isEqualTo(new Reading.Read<>(table, List.of()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theSameTableGivesTheSameText(@ForAll("tables") RouteTable table, @ForAll Random random) {
        RouteTable shuffled = new RouteTable(
                table.cluster(),
                table.count(),
                table.routes().stream()
                        .map(route -> withOptions(route, shuffled(route.options(), random)))
                        .toList());

        assertThat(RouteTableJson.write(shuffled)).isEqualTo(RouteTableJson.write(table));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theBytesOfItsRoutesTellATablesSize(@ForAll("tables") RouteTable table) {
        RouteTable empty = new RouteTable(table.cluster(), table.count(), List.of());
        int routes = table.routes().stream().mapToInt(RouteTableJson::bytes).sum();

        // the first route has no comma
        int commas = table.routes().isEmpty() ? 0 : 1;
        assertThat(utf8Bytes(RouteTableJson.write(table)))
                .isEqualTo(utf8Bytes(RouteTableJson.write(empty)) + routes - commas);
    }

    @Test
    void unknownFieldsAreIgnored() {
        String json = GOLDEN.replace("{\"key\":", "{\"later\": [1], \"key\":")
                .replace("\"path\":", "\"later\": {\"a\": 1}, \"path\":")
                .replace("\"issuerURL\":", "\"later\": null, \"issuerURL\":")
                .replace("\"version\":", "\"later\": true, \"version\":");

        assertThat(RouteTableJson.read("prod-eu", json)).isEqualTo(new Reading.Read<>(documented(), List.of()));
    }

    @Test
    void aNullFieldCountsAsAbsent() {
        String json = table("""
                {"path":"%s","namespace":"apps","name":"r","type":"github","events":null,"state":"ready","filtered":null,
                 "created":null,"notAfter":null,"credentials":null,"email":null,"audience":null,"oidcProviders":null,
                 "options":null}""".formatted(PATH));

        assertThat(read(json).value().routes())
                .containsExactly(Route.ready(PATH, new ReceiverName("apps", "r"), "github", List.of(), List.of()));
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(
                Arguments.of(
                        "path",
                        "\"" + PATH.toUpperCase(Locale.ROOT) + "\"",
                        ".path: must be 64 lower-case hexadecimal digits"),
                Arguments.of("path", "\"/hook/" + PATH + "\"", ".path: must be 64 lower-case hexadecimal digits"),
                Arguments.of("path", "null", ".path: must be a text that is not empty"),
                Arguments.of("path", "7", ".path: must be a text"),
                Arguments.of("namespace", "\"\"", ".namespace: must be a text that is not empty"),
                Arguments.of("name", "[]", ".name: must be a text"),
                Arguments.of("type", "\"\"", ".type: must be a text that is not empty"),
                Arguments.of("events", "\"push\"", ".events: must be a list"),
                Arguments.of("events", "{}", ".events: must be a list"),
                Arguments.of("events", "[\"push\", 1]", ".events[1]: must be a text"),
                Arguments.of(
                        "state",
                        "\"asleep\"",
                        ".state: must be one of ready, suspended, notReady, noToken, invalidFilter"),
                Arguments.of("filtered", "\"true\"", ".filtered: must be true or false"),
                Arguments.of("created", "\"yesterday\"", ".created: must be an RFC 3339 time in UTC"),
                Arguments.of("notAfter", "1700000000", ".notAfter: must be a text"),
                Arguments.of("notAfter", "\"2026-11-20\"", ".notAfter: must be an RFC 3339 time in UTC"),
                Arguments.of("credentials", "{\"key\": \"" + TOKEN + "\"}", ".credentials: must be a list"),
                Arguments.of("credentials", "\"" + TOKEN + "\"", ".credentials: must be a list"),
                Arguments.of("credentials", "[\"" + TOKEN + "\"]", NO_CREDENTIAL),
                Arguments.of("credentials", "[{\"key\": \"\"}]", NO_CREDENTIAL),
                Arguments.of("credentials", "[{\"key\": [\"" + TOKEN + "\"]}]", ".credentials[0].key: must be a text"),
                Arguments.of("credentials", "[{\"keyBase64\": \"" + TOKEN + "!\"}]", NO_CREDENTIAL),
                Arguments.of("credentials", "[{\"sha256\": \"" + PATH + "00\"}]", NO_CREDENTIAL),
                Arguments.of("credentials", "[{\"signingKey\": \"AAAA\"}]", NO_CREDENTIAL),
                Arguments.of("credentials", "[{\"signingKey\": \"" + TOKEN + "!\"}]", NO_CREDENTIAL),
                Arguments.of(
                        "credentials",
                        "[{\"key\": \"a\"}, {\"key\": \"" + TOKEN + "\", \"notAfter\": \"" + TOKEN + "\"}]",
                        ".credentials[1].notAfter: must be an RFC 3339 time in UTC"),
                Arguments.of("external", "\"" + TOKEN + "\"", NO_SECRET),
                Arguments.of("external", "{\"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": 7, \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"\", \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"..\", \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"../other\", \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"a/b\", \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"a\\n\", \"graceSeconds\": 0}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"" + "a".repeat(254) + "\"}", NO_SECRET),
                Arguments.of("external", "{\"secret\": \"a\"}", NO_GRACE),
                Arguments.of("external", "{\"secret\": \"a\", \"graceSeconds\": -1}", NO_GRACE),
                Arguments.of("external", "{\"secret\": \"a\", \"graceSeconds\": \"60\"}", NO_GRACE),
                Arguments.of("external", "{\"secret\": \"a\", \"graceSeconds\": 2147483648}", NO_GRACE),
                Arguments.of("external", "{\"secret\": \"a\", \"graceSeconds\": 1.5}", NO_GRACE),
                Arguments.of("email", "[\"" + TOKEN + "\"]", ".email: must be a text"),
                Arguments.of("audience", "0", ".audience: must be a text"),
                Arguments.of("oidcProviders", "{}", ".oidcProviders: must be a list"),
                Arguments.of("oidcProviders", "[{}]", ".oidcProviders[0].issuerURL: must be a text that is not empty"),
                Arguments.of(
                        "oidcProviders",
                        "[{\"issuerURL\": \"https://a\", \"validations\": \"false\"}]",
                        ".oidcProviders[0].validations: must be a list"),
                Arguments.of(
                        "oidcProviders",
                        "[{\"issuerURL\": \"https://a\", \"variables\": [{\"name\": \"a\"}]}]",
                        ".oidcProviders[0].variables[0].expression: must be a text that is not empty"),
                Arguments.of("options", "[]", ".options: must be a map of texts"),
                Arguments.of("options", "{\"a\": 1}", ".options: must be a map of texts"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void aWrongFieldDisablesItsRouteAloneAndIsNamedWithoutItsValue(String field, String value, String problem) {
        String good = route("good", "type", "\"github\"");
        String json = table(good + "," + route("bad", field, value) + "," + good);

        Reading.Read<RouteTable> read = read(json);

        assertThat(read.value().routes())
                .extracting(route -> route.receiver().name())
                .containsExactly("good", "good");
        assertThat(read.problems()).singleElement().satisfies(said -> {
            assertThat(said).startsWith("routes[1]" + problem);
            assertThat(said).doesNotContain(TOKEN, PATH);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../prod-us/tokens/apps", "a/b", "Apps", "a.b", "-a", "a\\u0000"})
    void aNamespaceThatCouldLeadToAnothersTokenDisablesItsRouteAlone(String namespace) {
        String external = route("bad", "external", "{\"secret\": \"a\", \"graceSeconds\": 0}");
        String bad = external.replace("\"namespace\":\"apps\"", "\"namespace\":\"" + namespace + "\"");
        assertThat(bad).isNotEqualTo(external);

        Reading.Read<RouteTable> read = read(table(bad + "," + external));

        assertThat(read.value().routes()).hasSize(1);
        assertThat(read.problems())
                .containsExactly(
                        "routes[0].namespace: must be a Kubernetes namespace's name, for its token is found by it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"route\"", "[]", "[{}]", "{}"})
    void whatIsNoRouteDisablesItselfAlone(String entry) {
        Reading.Read<RouteTable> read = read(table(entry + "," + route("good", "type", "\"github\"")));

        assertThat(read.value().routes()).hasSize(1);
        assertThat(read.problems()).containsExactly("routes[0].path: must be a text that is not empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                              | must be a JSON object
            secret-token-dont-share                                         | must be a JSON object
            "secret-token-dont-share"                                       | must be a JSON object
            ["secret-token-dont-share"]                                     | must be a JSON object
            null                                                            | must be a JSON object
            {"version":1,"cluster":"prod-eu","count":1,"routes":[]} {}      | must be a JSON object
            {"version":1,"cluster":"prod-eu","count":1,"routes":[]          | must be a JSON object
            {"cluster":"prod-eu","count":1,"routes":[]}                     | version must be 1
            {"version":2,"cluster":"prod-eu","count":1,"routes":[]}         | version must be 1
            {"version":1.5,"cluster":"prod-eu","count":1,"routes":[]}       | version must be 1
            {"version":"1","cluster":"prod-eu","count":1,"routes":[]}       | version must be 1
            {"version":4294967297,"cluster":"prod-eu","count":1,"routes":[]}| version must be 1
            {"version":1,"count":1,"routes":[]}                             | cluster must be prod-eu
            {"version":1,"cluster":"prod-us","count":1,"routes":[]}         | cluster must be prod-eu
            {"version":1,"cluster":["prod-eu"],"count":1,"routes":[]}       | cluster must be prod-eu
            {"version":1,"cluster":"prod-eu","routes":[]}                   | count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":0,"routes":[]}         | count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":-1,"routes":[]}        | count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":101,"routes":[]}       | count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":4294967297,"routes":[]}| count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":"1","routes":[]}       | count must be 1 to 100
            {"version":1,"cluster":"prod-eu","count":1}                     | routes must be a list
            {"version":1,"cluster":"prod-eu","count":1,"routes":{}}         | routes must be a list
            {"version":1,"cluster":"prod-eu","count":1,"routes":"none"}     | routes must be a list
            """)
    void whatIsNoTableOfThisClusterAndVersionIsRefused(String json, String reason) {
        assertThat(RouteTableJson.read("prod-eu", json))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("route table: " + reason)
                                .doesNotContain(TOKEN));
    }

    @Property
    void noTextThrows(@ForAll String text) {
        assertThat(RouteTableJson.read("prod-eu", text)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void deepNestingDoesNotThrow() {
        assertThat(RouteTableJson.read("prod-eu", "[".repeat(200_000))).isInstanceOf(Reading.Refused.class);
        assertThat(RouteTableJson.read("prod-eu", "{\"routes\":".repeat(200_000)))
                .isInstanceOf(Reading.Refused.class);
    }

    @Property(tries = 2000)
    void aGarbledTableNeitherThrowsNorTellsASecret(@ForAll Random random) {
        assertTellsNoSecret(Mutations.ofText(GOLDEN, random));
    }

    @Property(tries = 2000)
    void aTableWithStrangeValuesNeitherThrowsNorTellsASecret(@ForAll Random random) {
        assertTellsNoSecret(Mutations.ofValues(GOLDEN, random));
    }

    @Provide
    Arbitrary<RouteTable> tables() {
        return RouteArbitraries.tables();
    }

    private static void assertTellsNoSecret(String json) {
        List<String> said = switch (RouteTableJson.read("prod-eu", json)) {
            case Reading.Read<RouteTable> read -> {
                assertThat(read.value().toString()).doesNotContain(TOKEN, PATH, ABC_SHA256);
                yield read.problems();
            }
            case Reading.Refused<RouteTable> refused -> List.of(refused.reason());
        };
        assertThat(said)
                .noneMatch(sentence -> sentence.contains(TOKEN)
                        || sentence.contains(PATH)
                        || sentence.contains(ABC_SHA256)
                        || sentence.contains("the-token-before"));
    }

    private static Reading.Read<RouteTable> read(String json) {
        return (Reading.Read<RouteTable>) RouteTableJson.read("prod-eu", json);
    }

    private static String table(String routes) {
        return "{\"version\":1,\"cluster\":\"prod-eu\",\"count\":1,\"routes\":[" + routes + "]}";
    }

    private static String route(String name, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("path", "\"" + PATH + "\"");
        fields.put("namespace", "\"apps\"");
        fields.put("name", "\"" + name + "\"");
        fields.put("type", "\"github\"");
        fields.put("state", "\"ready\"");
        fields.put(field, value);
        return fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, String> shuffled(Map<String, String> options, Random random) {
        List<String> keys = new ArrayList<>(options.keySet());
        Collections.shuffle(keys, random);
        Map<String, String> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, options.get(key)));
        return shuffled;
    }

    private static Route withOptions(Route route, Map<String, String> options) {
        return new Route(
                route.path(),
                route.receiver(),
                route.type(),
                route.events(),
                route.state(),
                route.filtered(),
                route.created(),
                route.notAfter(),
                route.credentials(),
                route.external(),
                route.email(),
                route.audience(),
                route.oidcProviders(),
                options);
    }

    private static RouteTable documented() {
        Route github = new Route(
                PATH,
                new ReceiverName("flux-system", "github-receiver"),
                "github",
                List.of("ping", "push"),
                RouteState.READY,
                true,
                Instant.parse("2026-01-02T03:04:05Z"),
                null,
                List.of(
                        key(TOKEN),
                        key("the-token-before").until(Instant.parse("2026-11-20T10:00:00Z")),
                        new Credential.Key(Base64.getDecoder().decode("/wAB"), null)),
                null,
                null,
                null,
                List.of(),
                Map.of());
        Route gitlab = new Route(
                "0".repeat(63) + "1",
                new ReceiverName("apps", "gitlab-receiver"),
                "gitlab",
                List.of(),
                RouteState.SUSPENDED,
                false,
                null,
                Instant.parse("2026-11-20T11:00:00.500Z"),
                List.of(
                        Credential.Sha256.of("abc".getBytes(StandardCharsets.UTF_8)),
                        Credential.SigningKey.ofToken("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                                .orElseThrow()),
                null,
                null,
                null,
                List.of(),
                Map.of("standard-webhooks", "accept"));
        Route gcr = new Route(
                "0".repeat(63) + "2",
                new ReceiverName("apps", "gcr-receiver"),
                "gcr",
                List.of(),
                RouteState.NOT_READY,
                false,
                null,
                null,
                List.of(),
                null,
                "pusher@example.iam.gserviceaccount.com",
                "https://hooks.example.com/gcr",
                List.of(),
                Map.of());
        Route oidc = new Route(
                "0".repeat(63) + "3",
                new ReceiverName("apps", "oidc-receiver"),
                "generic-oidc",
                List.of(),
                RouteState.READY,
                false,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(
                        new OidcProvider(
                                "https://token.actions.githubusercontent.com",
                                "sluice",
                                List.of(new OidcProvider.Variable("repo", "claims.repository")),
                                List.of(new OidcProvider.Validation("vars.repo == 'acme/app'", "only acme/app may"))),
                        new OidcProvider("https://issuer.example.com", null, List.of(), List.of())),
                Map.of("b", "2", "a", "1"));
        Route external = new Route(
                "0".repeat(63) + "4",
                new ReceiverName("apps", "external-receiver"),
                "github",
                List.of("push"),
                RouteState.READY,
                false,
                null,
                null,
                List.of(),
                new ExternalToken("webhook-token", Duration.ofHours(1)),
                null,
                null,
                List.of(),
                Map.of());
        return new RouteTable("prod-eu", 2, List.of(github, gitlab, gcr, oidc, external));
    }

    private static Credential key(String token) {
        return new Credential.Key(token.getBytes(StandardCharsets.UTF_8), null);
    }
}
