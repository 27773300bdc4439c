package dev.sluice.soak;

import dev.sluice.embedded.JavaProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code ./mvnw -Pevent-sources}: what fifty event sources cost an agent, and how quick each is. Exit status 1: a goal was
 * missed.
 */
public final class EventSourceCost {

    private static final int SOURCES = 50;
    private static final int RUNS = 3;
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofSeconds(25);
    private static final String EVENT = """
            {"version": "0", "id": "13cde686", "detail-type": "ECR Image Action", "source": "aws.ecr",
             "detail": {"action-type": "PUSH", "repository-name": "app"}}""";

    private EventSourceCost() {}

    /** @param args the agent's JVM options in one text */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        List<Long> growth = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        try (ApiServer kube = ApiServer.start()) {
            out.println(SOURCES + " event sources, " + kube.name() + ", embedded SQS");
            for (int run = 0; run < RUNS; run++) {
                growth.add(run(kube, List.of(args[0].split(" ")), times, out));
            }
        }
        long median = growth.stream().sorted().toList().get(RUNS / 2);
        Quantiles quantiles = new Quantiles(times);
        out.println("RSS grows by " + median + " MiB (median of " + RUNS + "), goal: at most 25");
        out.println("message to annotation: " + quantiles.text(50, 90, 100) + ", goal: at most 1000 ms");
        System.exit(median <= 25 && quantiles.millis(100) <= 1_000 ? 0 : 1);
    }

    private static long run(ApiServer kube, List<String> jvmOptions, List<Duration> times, PrintStream out)
            throws Exception {
        Fleet fleet = new Fleet(kube.admin());
        fleet.addSources(IntStream.range(0, SOURCES).mapToObj(i -> "app-" + i).toList());
        try (Surroundings sluice = new Surroundings();
                SqsClient sqs = sluice.sqs();
                AnnotationTimes seen = new AnnotationTimes(kube.admin(), fleet.namespace());
                JavaProcess agent = sluice.agent(jvmOptions, List.of(), sluice.pastNetwork(), kube.agent())) {
            Thread.sleep(REST);
            long before = agent.residentKiB() / 1024;
            List<String> queues = new ArrayList<>();
            for (int i = 0; i < SOURCES; i++) {
                String queue = sluice.eventQueue(fleet.namespace(), "q" + i);
                queues.add(sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl());
                fleet.addEventSource("source-" + i, queue, "app-" + i);
            }
            Until.isTrue("all are ready", TIME, () -> fleet.readyEventSources() == SOURCES);
            for (int i = 0; i < SOURCES; i++) {
                String url = queues.get(i);
                String target = "app-" + i;
                Instant sent = Instant.now();
                sqs.sendMessage(request -> request.queueUrl(url).messageBody(EVENT));
                Until.isTrue("annotated", TIME, () -> seen.after(target, sent).isPresent());
                times.add(seen.after(target, sent).orElseThrow());
            }
            Thread.sleep(REST);
            long after = agent.residentKiB() / 1024;
            out.println("RSS without " + before + " MiB, with " + after + " MiB");
            return after - before;
        }
    }
}
