package dev.sluice.soak;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./mvnw -Pthroughput}: measures what one agent gets done. Exit status 1: a goal was missed. */
public final class Throughput {

    private Throughput() {}

    /** @param args the agent's JVM options in one text */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        // the function logs to the standard output, a line a webhook
        Path functionsLog = Files.createDirectories(Path.of("target")).resolve("function.log");
        try (PrintStream log = new PrintStream(functionsLog.toFile())) {
            System.setOut(log);
            Goals goals = new Goals(out);
            ThroughputRun.run(goals, List.of(args[0].split(" ")));
            System.exit(goals.missed() ? 1 : 0);
        }
    }
}
