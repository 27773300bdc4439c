package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Mutations;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersJsonTest {

    private static final String DOCUMENTED = "{\"version\":1,\"clusters\":{"
            + "\"prod-eu\":{\"queueUrl\":\"https://sqs.eu-west-1.amazonaws.com/1/sluice-prod-eu\",\"group\":\"prod\"},"
            + "\"prod-us\":{\"queueUrl\":\"https://sqs.us-east-1.amazonaws.com/1/sluice-prod-us\",\"group\":\"prod\"}}}";
    private static final List<Cluster> CLUSTERS = List.of(
            new Cluster("prod-eu", "https://sqs.eu-west-1.amazonaws.com/1/sluice-prod-eu", "prod"),
            new Cluster("prod-us", "https://sqs.us-east-1.amazonaws.com/1/sluice-prod-us", "prod"));

    @Test
    void theDocumentedFormIsReadAndWritten() {
        assertThat(ClustersJson.read(DOCUMENTED)).isEqualTo(new Reading.Read<>(CLUSTERS, List.of()));
        assertThat(ClustersJson.write(CLUSTERS)).isEqualTo(DOCUMENTED);
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("clusters") List<Cluster> clusters) {
        assertThat(ClustersJson.read(ClustersJson.write(clusters))).isEqualTo(new Reading.Read<>(clusters, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"group\":null", ",\"group\":\"\""})
    void aClusterWithoutAGroupIsAGroupOfItsOwn(String group) {
        assertThat(ClustersJson.read(
                        "{\"version\":1,\"clusters\":{\"dev\":{\"queueUrl\":\"http://localhost/q\"" + group + "}}}"))
                .isEqualTo(new Reading.Read<>(List.of(new Cluster("dev", "http://localhost/q", "dev")), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Prod":{"queueUrl":"https://q"}             | clusters: a name must be 1 to 32 of a-z, 0-9 and -
            "":{"queueUrl":"https://q"}                 | clusters: a name must be 1 to 32 of a-z, 0-9 and -
            "a/b":{"queueUrl":"https://q"}              | clusters: a name must be 1 to 32 of a-z, 0-9 and -
            "bad":{}                                    | clusters.bad.queueUrl: must be an http or https URL
            "bad":{"queueUrl":null}                     | clusters.bad.queueUrl: must be an http or https URL
            "bad":{"queueUrl":"file:///etc/passwd"}     | clusters.bad.queueUrl: must be an http or https URL
            "bad":"https://q"                           | clusters.bad.queueUrl: must be an http or https URL
            """)
    void aWrongClusterIsLeftOutAloneAndTold(String entry, String problem) {
        String json = DOCUMENTED.replace("\"clusters\":{", "\"clusters\":{" + entry + ",");

        assertThat(ClustersJson.read(json)).isEqualTo(new Reading.Read<>(CLUSTERS, List.of(problem)));
    }

    @Test
    void aClusterNamesTheQueuesOfItsCopies() {
        String json = withCopyTo("[\"https://q/a\",\"http://q/b\"]");

        assertThat(ClustersJson.read(json))
                .isEqualTo(new Reading.Read<>(copying("https://q/a", "http://q/b"), List.of()));
        assertThat(ClustersJson.write(copying("https://q/a", "http://q/b"))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["https://q/a","ftp://q"]                | [1]: must be an http or https URL
            ["https://q/a",null]                     | [1]: must be an http or https URL
            [["https://q/b"],"https://q/a"]          | [0]: must be an http or https URL
            ["https://q/a","https://q/a"]            | [1]: must not be there twice
            ["https://sqs.eu-west-1.amazonaws.com/1/sluice-prod-eu","https://q/a"] | [0]: must not be a cluster's own queue
            ["https://q/a","https://sqs.us-east-1.amazonaws.com/1/sluice-prod-us"] | [1]: must not be a cluster's own queue
            """)
    void aWrongQueueOfACopyIsLeftOutAloneAndTold(String copyTo, String problem) {
        assertThat(ClustersJson.read(withCopyTo(copyTo)))
                .isEqualTo(new Reading.Read<>(copying("https://q/a"), List.of("clusters.prod-eu.copyTo" + problem)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://q/a\"", "{\"a\":\"https://q/a\"}", "1", "true"})
    void queuesOfCopiesThatAreNoArrayAreLeftOutAndTold(String copyTo) {
        assertThat(ClustersJson.read(withCopyTo(copyTo)))
                .isEqualTo(new Reading.Read<>(
                        CLUSTERS, List.of("clusters.prod-eu.copyTo: must be an array of at most 5 URLs")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void aClusterNeedsNoCopies(String copyTo) {
        assertThat(ClustersJson.read(withCopyTo(copyTo))).isEqualTo(new Reading.Read<>(CLUSTERS, List.of()));
    }

    @Test
    void theSixthQueueOfACopyIsLeftOutAndTold() {
        String six = "[\"http://1\",\"http://2\",\"http://3\",\"http://4\",\"http://5\",\"http://6\"]";

        assertThat(ClustersJson.read(withCopyTo(six)))
                .isEqualTo(new Reading.Read<>(
                        copying("http://1", "http://2", "http://3", "http://4", "http://5"),
                        List.of("clusters.prod-eu.copyTo[5]: must be one of at most 5")));
    }

    @Test
    void theQueueOfAClusterThatIsLeftOutIsNoQueueForCopiesEither() {
        String json = withCopyTo("[\"https://q/bad\"]")
                .replace("\"clusters\":{", "\"clusters\":{\"Bad\":{\"queueUrl\":\"https://q/bad\"},");

        assertThat(ClustersJson.read(json))
                .isEqualTo(new Reading.Read<>(
                        CLUSTERS,
                        List.of(
                                "clusters: a name must be 1 to 32 of a-z, 0-9 and -",
                                "clusters.prod-eu.copyTo[0]: must not be a cluster's own queue")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | clusters: must be a JSON object
            []                              | clusters: must be a JSON object
            {"version":1,"clusters":{}}}    | clusters: must be a JSON object
            {"clusters":{}}                 | clusters: version must be 1
            {"version":2,"clusters":{}}     | clusters: version must be 1
            {"version":"1","clusters":{}}   | clusters: version must be 1
            {"version":1}                   | clusters: clusters must be a JSON object
            {"version":1,"clusters":[]}     | clusters: clusters must be a JSON object
            """)
    void whatIsNoListOfClustersOfThisVersionIsRefused(String json, String reason) {
        assertThat(ClustersJson.read(json)).isEqualTo(new Reading.Refused<>(reason));
    }

    @Property
    void noTextThrows(@ForAll String text) {
        assertThat(ClustersJson.read(text)).isInstanceOf(Reading.Refused.class);
    }

    @Property(tries = 1000)
    void garbledClustersDoNotThrow(@ForAll Random random) {
        String json = withCopyTo("[\"https://q/a\"]");

        assertThat(ClustersJson.read(Mutations.ofText(json, random))).isNotNull();
        assertThat(ClustersJson.read(Mutations.ofValues(json, random))).isNotNull();
    }

    @Provide
    Arbitrary<List<Cluster>> clusters() {
        Arbitrary<Cluster> clusters = Combinators.combine(
                        RouteArbitraries.clusterNames(),
                        Arbitraries.strings().map(text -> "https://" + text),
                        Arbitraries.strings().ofMinLength(1),
                        // another scheme than the clusters' own queues, so none of them
                        Arbitraries.strings()
                                .map(text -> "http://" + text)
                                .list()
                                .uniqueElements()
                                .ofMaxSize(5))
                .as(Cluster::new);
        return clusters.list().uniqueElements(Cluster::name).ofMaxSize(5);
    }

    private static String withCopyTo(String copyTo) {
        return DOCUMENTED.replaceFirst(",\"group\":\"prod\"", "$0,\"copyTo\":" + copyTo);
    }

    private static List<Cluster> copying(String... copyTo) {
        Cluster first = CLUSTERS.getFirst();
        return List.of(new Cluster(first.name(), first.queueUrl(), first.group(), List.of(copyTo)), CLUSTERS.getLast());
    }
}
