package dev.sluice.benchmarks.coldstart;

import dev.sluice.embedded.DirectLambda;
import dev.sluice.embedded.LambdaRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first webhook after the hooks of SnapStart against a warm one. There is no snapshot in it, only the hooks. */
final class Restore {

    private static final int WARM_UP = 200;
    private static final int WARM = 50;
    private static final double NANOS = 1e6;

    private Restore() {}

    static void print(LambdaRuntime runtime, byte[] event, int runs) {
        List<Duration> first = new ArrayList<>();
        List<Duration> warm = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (DirectLambda lambda = DirectLambda.startToSnapshot(runtime.withAllCompilers())) {
                lambda.restore();
                lambda.awaitReady();
                first.add(call(lambda, event));
                for (int i = 0; i < WARM_UP; i++) {
                    call(lambda, event);
                }
                List<Duration> calls = new ArrayList<>();
                for (int i = 0; i < WARM; i++) {
                    calls.add(call(lambda, event));
                }
                warm.add(ColdStart.median(calls));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nFirst webhook after the restore hooks: %.1f ms; a warm one: %.1f ms (medians of %d runs)%n",
                ColdStart.median(first).toNanos() / NANOS,
                ColdStart.median(warm).toNanos() / NANOS,
                runs);
    }

    private static Duration call(DirectLambda lambda, byte[] event) {
        long start = System.nanoTime();
        byte[] answer = lambda.invoke(event);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        ColdStart.requireOk(answer, "");
        return time;
    }
}
