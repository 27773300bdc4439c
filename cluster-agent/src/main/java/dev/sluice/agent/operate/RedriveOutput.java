package dev.sluice.agent.operate;

import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.DeadLetter;
import dev.sluice.queue.RedriveSummary;
import dev.sluice.queue.RedriveWatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a redrive prints: results on standard output, what went wrong on standard error. Anybody's message may be on the
 * dead-letter queue, so that all of it is made printable, and no body is shown.
 */
final class RedriveOutput implements RedriveWatch {

    private static final int MAX_NAME = 80;
    private static final int MAX_REASON = 32;
    private static final int MAX_REASONS = 10;
    private static final int MAX_ERROR = 300;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Instant now;
    private boolean headed;

    RedriveOutput(PrintWriter out, PrintWriter err, Instant now) {
        this.out = out;
        this.err = err;
        this.now = now;
    }

    @Override
    public void found(DeadLetter letter) {
        if (!headed) {
            headed = true;
            row("MESSAGE", "REASON", "AGE", "RECEIVER", "DELIVERY");
        }
        Optional<WebhookEvent> event = letter.event();
        row(
                name(letter.id()),
                reason(letter.reason()),
                Age.of(Duration.between(letter.sent(), now)),
                event.map(e -> name(e.receiver().toString())).orElse("-"),
                event.map(e -> name(e.deliveryId())).orElse("-"));
    }

    @Override
    public void failed(DeadLetter letter, String operation, String error) {
        String which = name(letter.id()) + " (" + reason(letter.reason()) + ")";
        err.println((operation.equals("DeleteMessage") ? "on both queues now: " : "not redriven: ") + which + ": "
                + call(operation, error));
    }

    @Override
    public void failed(String operation, String error) {
        err.println("some messages stay hidden for two minutes: " + call(operation, error));
    }

    /** The last line. */
    void end(RedriveSummary summary, boolean dryRun) {
        StringBuilder line = new StringBuilder(dryRun ? "would redrive " : "redrove ").append(summary.redriven());
        if (summary.failed() > 0) {
            line.append(", failed ").append(summary.failed());
        }
        if (summary.cameBack() > 0) {
            line.append(", came back and stay ").append(summary.cameBack());
        }
        if (!summary.left().isEmpty()) {
            line.append(", left alone ").append(left(summary));
        }
        out.println(line);
        out.flush();
        summary.stopped().ifPresent(why -> err.println("sluice-agent: stopped: " + Printable.of(why, MAX_ERROR)));
        err.flush();
    }

    private static String left(RedriveSummary summary) {
        String reasons = summary.left().entrySet().stream()
                .limit(MAX_REASONS)
                .map(reason -> reason(reason.getKey()) + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        int count = summary.left().values().stream().mapToInt(Integer::intValue).sum();
        return count + " (" + reasons + (summary.left().size() > MAX_REASONS ? ", ..." : "") + ")";
    }

    private void row(String message, String reason, String age, String receiver, String delivery) {
        out.format(Locale.ROOT, "%-36s  %-15s  %4s  %-40s  %s%n", message, reason, age, receiver, delivery);
    }

    private static String call(String operation, String error) {
        return operation + ": " + Printable.of(error, MAX_ERROR);
    }

    private static String name(String text) {
        return Printable.of(text, MAX_NAME);
    }

    private static String reason(String text) {
        return Printable.of(text, MAX_REASON);
    }
}
