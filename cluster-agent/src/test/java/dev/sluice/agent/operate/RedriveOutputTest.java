package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.queue.DeadLetter;
import dev.sluice.queue.RedriveSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class RedriveOutputTest {

    private static final DeadLetter LETTER =
            new DeadLetter(Message.builder().messageId("m-1").body("s3cret").build());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RedriveOutput output = new RedriveOutput(new PrintWriter(out), new PrintWriter(err), Instant.now());

    @Test
    void whatFailedIsToldWithWhichAndWhy() {
        output.failed(LETTER, "SendMessage", "AccessDenied");
        output.failed(LETTER, "DeleteMessage", "InternalError\n");
        output.failed("ChangeMessageVisibilityBatch", "RequestThrottled");
        output.end(new RedriveSummary(3, 2, 1, new TreeMap<>(), Optional.of("SQS: AccessDenied")), false);

        assertThat(err.toString().lines())
                .containsExactly(
                        "not redriven: m-1 (MaxReceiveCount): SendMessage: AccessDenied",
                        "on both queues now: m-1 (MaxReceiveCount): DeleteMessage: InternalError?",
                        "some messages stay hidden for two minutes: ChangeMessageVisibilityBatch: RequestThrottled",
                        "sluice-agent: stopped: SQS: AccessDenied");
        assertThat(out.toString()).isEqualTo("redrove 3, failed 2, came back and stay 1\n");
    }

    @Test
    void manyReasonsAreCutShort() {
        Map<String, Integer> reasons =
                IntStream.range(0, 500).boxed().collect(Collectors.toMap(n -> "reason-" + n, n -> 2));

        output.end(new RedriveSummary(0, 0, 0, new TreeMap<>(reasons), Optional.empty()), false);

        assertThat(out.toString())
                .startsWith("redrove 0, left alone 1000 (reason-0 2, ")
                .hasSizeLessThan(200);
    }
}
