package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(20));

    @RepeatedTest(20)
    void pausesDoubleUpToTheLongestEachShortenedByAHalfAtTheMost() {
        for (long full : new long[] {500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000}) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
    }

    @RepeatedTest(20)
    void afterASuccessTheyStartAgain() {
        backOff.next();
        backOff.next();
        backOff.reset();

        assertThat(backOff.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void howeverManyFailuresNoneIsLongerThanTheLongest() {
        for (int i = 0; i < 1000; i++) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(20));
        }
    }
}
