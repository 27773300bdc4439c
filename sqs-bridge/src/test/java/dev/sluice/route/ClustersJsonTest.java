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
        assertThat(ClustersJson.read(Mutations.ofText(DOCUMENTED, random))).isNotNull();
        assertThat(ClustersJson.read(Mutations.ofValues(DOCUMENTED, random))).isNotNull();
    }

    @Provide
    Arbitrary<List<Cluster>> clusters() {
        Arbitrary<Cluster> clusters = Combinators.combine(
                        RouteArbitraries.clusterNames(),
                        Arbitraries.strings().map(text -> "https://" + text),
                        Arbitraries.strings().ofMinLength(1))
                .as(Cluster::new);
        return clusters.list().uniqueElements(Cluster::name).ofMaxSize(5);
    }
}
