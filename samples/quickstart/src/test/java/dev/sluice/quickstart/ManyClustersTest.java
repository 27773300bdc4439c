package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.SecretNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One webhook for three clusters of a group, each with a queue, an agent and a Kubernetes API of its own. */
class ManyClustersTest {

    private static final String TOKEN = "e2e-token";
    /** GitHub waits that long; a queue has 5 s. */
    private static final Duration PATIENCE_OF_GITHUB = Duration.ofSeconds(10);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private EmbeddedAws aws;
    private FaultProxy functionsWay;
    private MemberCluster present;
    private MemberCluster away;
    private MemberCluster forbidden;
    private LocalGateway function;

    @BeforeEach
    void install() throws InterruptedException {
        aws = EmbeddedAws.start();
        SecretNames names = Installation.newNames();
        present = new MemberCluster(aws.endpoint(), names, "present", TOKEN);
        away = new MemberCluster(aws.endpoint(), names, "away", TOKEN);
        forbidden = new MemberCluster(aws.endpoint(), names, "forbidden", TOKEN);
        List<MemberCluster> members = List.of(present, away, forbidden);
        List<Cluster> entries =
                members.stream().map(member -> member.entry("prod")).toList();
        aws.putSecret(names.clusters(), ClustersJson.write(entries));
        for (MemberCluster member : members) {
            Until.isTrue("routes published", member::isPublished);
        }
        functionsWay = FaultProxy.to(aws.endpoint());
        PrintStream out = System.out;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            function = present.sluice().function(functionsWay.uri());
        } finally {
            System.setOut(out);
        }
    }

    @AfterEach
    void uninstall() {
        function.close();
        functionsWay.close();
        List.of(present, away, forbidden).forEach(MemberCluster::close);
        aws.close();
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN, present.path(TOKEN));
    }

    @Test
    void aClusterGetsItsEventThoughTheQueueOfAnotherIsSilentAndThatOfAThirdIsGone() throws Exception {
        forbidden.deleteQueue();
        Instant first = Instant.now();
        try (Hold silence = functionsWay.hold("-away\"")) {
            assertThat(push()).isEqualTo(200);
            assertThat(silence.awaitRequest(Duration.ZERO)).isTrue();
        }

        assertThat(Duration.between(first, Instant.now())).isLessThan(PATIENCE_OF_GITHUB);
        Until.isTrue("annotated", () -> present.triggeredSince(first));
        assertThat(away.sluice().queued()).isZero();
        assertThat(away.neverTriggered()).isTrue();
        assertThat(forbidden.neverTriggered()).isTrue();
        JsonNode line = lastWebhook();
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("verdict").asText()).isEqualTo("Queued");
        assertThat(line.path("QueueFailures").asInt()).isEqualTo(2);
        assertThat(line.path("routes"))
                .extracting(route -> route.path("cluster").asText() + " "
                        + route.path("verdict").asText())
                .containsExactlyInAnyOrder("present Queued", "away QueueUnavailable", "forbidden QueueRefused");

        Instant second = Instant.now();
        assertThat(push()).isEqualTo(200);

        Until.isTrue("annotated again", () -> present.triggeredSince(second));
        Until.isTrue("annotated, now that its queue is back", () -> away.triggeredSince(second));
        assertThat(forbidden.neverTriggered()).isTrue();
        assertThat(lastWebhook().path("QueueFailures").asInt()).isEqualTo(1);
    }

    @Test
    void whenNoQueueAnswersTheSenderIsToldToComeAgainAndNothingHappens() throws Exception {
        // from here on the function knows the routes
        assertThat(push()).isEqualTo(200);
        Until.isTrue(
                "all annotated",
                () -> List.of(present, away, forbidden).stream().noneMatch(MemberCluster::neverTriggered));
        Instant start = Instant.now();

        functionsWay.down();
        assertThat(push()).isEqualTo(503);

        assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE_OF_GITHUB);
        assertThat(lastWebhook().path("verdict").asText()).isEqualTo("QueueUnavailable");
        assertThat(lastWebhook().path("QueueFailures").asInt()).isEqualTo(3);
        for (MemberCluster member : List.of(present, away, forbidden)) {
            assertThat(member.sluice().queued()).isZero();
            assertThat(member.triggeredSince(start)).isFalse();
        }

        functionsWay.up();
        assertThat(push()).isEqualTo(200);
        for (MemberCluster member : List.of(present, away, forbidden)) {
            Until.isTrue("annotated again", () -> member.triggeredSince(start));
        }
    }

    private int push() throws IOException, InterruptedException {
        try (GitHub gitHub = new GitHub()) {
            URI url = function.url().resolve(present.path(TOKEN));
            return gitHub.push(url, TOKEN, GitHub.pushPayload());
        }
    }

    private JsonNode lastWebhook() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("webhook answered"))
                .reduce((before, line) -> line)
                .map(ManyClustersTest::json)
                .orElseThrow();
    }

    private static JsonNode json(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
