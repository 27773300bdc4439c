package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.queue.Outcome;
import dev.sluice.queue.QueueMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldestMessageTest {

    private final AdjustableClock clock = AdjustableClock.anytime();
    private final List<Double> whileHandled = new ArrayList<>();

    @Test
    void whatIsHandledCountsThenTheLastOneForAMinute() throws Exception {
        OldestMessage[] outer = new OldestMessage[1];
        OldestMessage oldest = new OldestMessage(
                message -> {
                    if (message.id().equals("old")) {
                        clock.advance(Duration.ofSeconds(5));
                        // a younger one beside it does not hide it
                        outer[0].handle(message("young", 1));
                        whileHandled.add(outer[0].seconds());
                    }
                    return new Outcome.Done();
                },
                clock);
        outer[0] = oldest;
        assertThat(oldest.seconds()).isZero();

        oldest.handle(message("old", 100));

        assertThat(whileHandled).containsExactly(105.0);
        assertThat(oldest.seconds()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(oldest.seconds()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(oldest.seconds()).isZero();
    }

    @Test
    void aClockThatIsBehindTheQueuesMakesNoNegativeAge() throws Exception {
        OldestMessage oldest = new OldestMessage(message -> new Outcome.Done(), clock);
        oldest.handle(message("from-the-future", -3));
        assertThat(oldest.seconds()).isZero();
    }

    private QueueMessage message(String id, int age) {
        return new QueueMessage(
                id, "receipt-" + id, "", Map.of(), 1, clock.instant().minusSeconds(age));
    }
}
