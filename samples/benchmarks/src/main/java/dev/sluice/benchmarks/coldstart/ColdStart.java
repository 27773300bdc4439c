package dev.sluice.benchmarks.coldstart;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmulatedLambda;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts the packaged functions again and again behind the Lambda Runtime Interface Emulator, each time with one signed
 * webhook, and prints a table of medians. Secrets Manager and SQS are emulated in this process, which is not the functions'.
 */
public final class ColdStart {

    private static final String SPRING_HANDLER = "org.springframework.cloud.function.adapter.aws.FunctionInvoker";
    private static final String DEFAULT_HANDLER = "dev.sluice.function.lambda.WebhookLambda";

    private ColdStart() {}

    /** @param arguments the zip of function/webhook, that of function/spring, and how often to start each */
    public static void main(String[] arguments) {
        EmulatedLambda.notRun().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        List<Entry> entries = List.of(
                Entry.of("hello world", HelloLambda.class),
                Entry.of("hello world, bytes in and out", HelloStream.class),
                new Entry("default entry", LambdaZip.unpack(Path.of(arguments[0])), DEFAULT_HANDLER),
                new Entry("Spring entry", LambdaZip.unpack(Path.of(arguments[1])), SPRING_HANDLER));
        int runs = Integer.parseInt(arguments[2]);
        byte[] event = SignedPush.event();
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            SignedPush.provision(aws);
            List<List<LambdaRuntime>> runtimes = entries.stream()
                    .map(entry -> entry.runtimes(aws.environment(), event))
                    .toList();
            print(entries, measure(runtimes, event, runs), runs);
            Restore.print(LambdaRuntime.managed(entries.get(2).zip(), DEFAULT_HANDLER, aws.environment()), event, runs);
        }
    }

    static void requireOk(byte[] answer, String log) {
        String text = new String(answer, StandardCharsets.UTF_8);
        if (!text.contains("\"statusCode\":200")) {
            throw new IllegalStateException("the function answers " + text + ": " + log);
        }
    }

    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** The medians of the runs, which take turns: what else the machine does hits all alike. */
    private static List<List<Duration>> measure(List<List<LambdaRuntime>> runtimes, byte[] event, int runs) {
        List<List<List<Duration>>> times = runtimes.stream()
                .map(row -> row.stream()
                        .<List<Duration>>map(runtime -> new ArrayList<>())
                        .toList())
                .toList();
        for (int run = 0; run < runs; run++) {
            for (int row = 0; row < runtimes.size(); row++) {
                for (int column = 0; column < runtimes.get(row).size(); column++) {
                    times.get(row).get(column).add(coldStart(runtimes.get(row).get(column), event));
                }
            }
        }
        return times.stream()
                .map(row -> row.stream().map(ColdStart::median).toList())
                .toList();
    }

    private static Duration coldStart(LambdaRuntime runtime, byte[] event) {
        try (EmulatedLambda lambda = EmulatedLambda.start(runtime)) {
            requireOk(lambda.invoke(event), lambda.log());
            return lambda.coldStart().orElseThrow();
        }
    }

    private static void print(List<Entry> entries, List<List<Duration>> medians, int runs) {
        double floor = medians.getFirst().getFirst().toNanos();
        System.out.printf(
                "%nINIT and first call, medians of %d runs that take turns, ms (times the plain floor); JDK %s%n%n",
                runs, Runtime.version());
        System.out.println("| | zip, as managed Lambda loads it | zip + AOT cache | on the class path + AOT cache |");
        System.out.println("| --- | --- | --- | --- |");
        for (int row = 0; row < entries.size(); row++) {
            StringBuilder line = new StringBuilder("| " + entries.get(row).name() + " |");
            for (Duration median : medians.get(row)) {
                line.append(String.format(Locale.ROOT, " %d (%.2f) |", median.toMillis(), median.toNanos() / floor));
            }
            System.out.println(line);
        }
    }
}
