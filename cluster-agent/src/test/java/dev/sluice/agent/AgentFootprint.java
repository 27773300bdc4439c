package dev.sluice.agent;

import dev.sluice.embedded.Hold;
import dev.sluice.embedded.KubeParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures the packaged agent on a real API server, with and without its AOT cache: how long it takes from the start of the
 * process to the first poll, and its resident memory after many events with filters. SQS is in this process, which is not
 * the agent's.
 */
final class AgentFootprint {

    private static final int RECEIVERS = 500;
    private static final int EVENTS = 10_000;
    private static final Duration REST = Duration.ofSeconds(15);
    private static final double KIB_IN_MIB = 1024;

    private AgentFootprint() {}

    private record Run(double startMillis, double peak, double resident, double rested) {}

    /** @param arguments how often to measure each */
    public static void main(String[] arguments) throws Exception {
        KubeParts.kubeApiServer().notRun().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        Path cache = LaunchedAgent.distribution().resolve("sluice-agent.aot");
        if (!Files.exists(cache)) {
            throw new IllegalStateException("there is no AOT cache: run ./mvnw -Paot");
        }
        List<Run> with = new ArrayList<>();
        List<Run> without = new ArrayList<>();
        try (LaunchSite site = LaunchSite.real()) {
            site.populate(RECEIVERS);
            for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
                with.add(measure(site, ""));
                without.add(measure(site, "-XX:AOTMode=off"));
            }
        }
        System.out.printf(
                "%nAgent of %d Receivers with filters, medians of %d runs that take turns; JDK %s%n%n",
                RECEIVERS, with.size(), Runtime.version());
        System.out.println("| | start to first poll, ms | VmRSS after " + EVENTS + " events, MiB | " + REST.toSeconds()
                + " s later | peak |");
        System.out.println("| --- | --- | --- | --- | --- |");
        print("with the AOT cache", with);
        print("without", without);
        System.exit(0);
    }

    private static Run measure(LaunchSite site, String javaOptions) throws Exception {
        try (Hold firstPoll = site.aws().hold("AmazonSQS.ReceiveMessage")) {
            long begin = System.nanoTime();
            try (LaunchedAgent agent = site.launch(javaOptions)) {
                if (!firstPoll.awaitRequest(Duration.ofSeconds(60))) {
                    throw new AssertionError("no poll: " + agent.log());
                }
                double startMillis = (System.nanoTime() - begin) / 1e6;
                firstPoll.release();
                site.awaitPublished();
                site.push(EVENTS);
                site.awaitHandled();
                double resident = mib(agent, "VmRSS");
                Thread.sleep(REST);
                Run run = new Run(startMillis, mib(agent, "VmHWM"), resident, mib(agent, "VmRSS"));
                System.out.println(run);
                agent.stop();
                return run;
            }
        }
    }

    private static double mib(LaunchedAgent agent, String name) throws IOException {
        return agent.kib(name) / KIB_IN_MIB;
    }

    private static void print(String name, List<Run> runs) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(runs, Run::startMillis),
                median(runs, Run::resident),
                median(runs, Run::rested),
                median(runs, Run::peak));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray()[runs.size() / 2];
    }
}
