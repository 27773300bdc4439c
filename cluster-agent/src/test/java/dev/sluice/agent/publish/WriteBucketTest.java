package dev.sluice.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WriteBucketTest {

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private final WriteBucket bucket = new WriteBucket(T0);

    @Test
    void twentyWritesMayComeAtOnceAndNoMore() {
        assertThat(takeAll(true, T0)).isEqualTo(20);
        assertThat(bucket.tryTake(true, T0.plusSeconds(599))).isFalse();
    }

    @Test
    void oneMoreComesEveryTenMinutes() {
        takeAll(true, T0);
        assertThat(takeAll(true, T0.plusSeconds(600))).isEqualTo(1);
        assertThat(takeAll(true, T0.plusSeconds(1_199))).isZero();
        assertThat(takeAll(true, T0.plusSeconds(1_200))).isEqualTo(1);
        assertThat(takeAll(true, T0.plusSeconds(3_000))).isEqualTo(3);
    }

    @Test
    void itNeverHoldsMoreThanTwenty() {
        takeAll(true, T0);
        assertThat(takeAll(true, T0.plusSeconds(86_400 * 30))).isEqualTo(20);
    }

    @Test
    void aDayOfConstantChangesStaysWithinSecretsManagersQuota() {
        int writes = 0;
        for (int second = 0; second <= 86_400; second++) {
            writes += bucket.tryTake(true, T0.plusSeconds(second)) ? 1 : 0;
        }
        // Secrets Manager keeps about 100 versions and removes only those older than a day
        assertThat(writes).isEqualTo(20 + 144);
    }

    @Test
    void changesOfStateLeaveSomeForTheOthers() {
        assertThat(takeAll(false, T0)).isEqualTo(20 - WriteBucket.RESERVE);
        assertThat(takeAll(true, T0)).isEqualTo(WriteBucket.RESERVE);
    }

    @Test
    void aRefusedWriteIsNotCountedButMakesAPause() {
        takeAll(true, T0);
        bucket.refused(T0);
        assertThat(bucket.tryTake(true, T0.plusSeconds(9))).isFalse();
        assertThat(takeAll(true, T0.plusSeconds(10))).isEqualTo(1);
    }

    private int takeAll(boolean urgent, Instant now) {
        int taken = 0;
        while (bucket.tryTake(urgent, now)) {
            taken++;
        }
        return taken;
    }
}
