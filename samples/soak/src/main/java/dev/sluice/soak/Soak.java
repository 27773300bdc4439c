package dev.sluice.soak;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./mvnw -Psoak}: runs a soak and prints what came of it. Exit status 1: something was lost. */
public final class Soak {

    private Soak() {}

    /** @param args {@code full} or {@code brief}, and the agents' JVM options in one text */
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !List.of("full", "brief").contains(args[0])) {
            System.err.println("soak: must be full or brief, and the agents' JVM options");
            System.exit(2);
        }
        PrintStream out = System.out;
        // the function logs to the standard output, a line a webhook
        Path functionsLog = Files.createDirectories(Path.of("target")).resolve("function.log");
        try (PrintStream log = new PrintStream(functionsLog.toFile())) {
            System.setOut(log);
            SoakReport report = SoakRun.run(
                    args[0].equals("full") ? SoakSettings.full() : SoakSettings.brief(), List.of(args[1].split(" ")));
            out.println(report);
            System.exit(report.failures().isEmpty() ? 0 : 1);
        }
    }
}
