package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollerSettingsTest {

    @Test
    void whatSqsWouldRefuseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(21), Duration.ofSeconds(60), 1))
                .withMessage("longPoll: must be at most 20 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(20), Duration.ofSeconds(2), 1))
                .withMessage("visibility: must be at least 3 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(20), Duration.ofSeconds(60), 0))
                .withMessage("maxInFlight: must be at least 1");
    }

    @Test
    void theUsualSettingsPollForTheLongestTimeThatSqsAllows() {
        assertThat(PollerSettings.of(Duration.ofSeconds(60), 200))
                .isEqualTo(settings(Duration.ofSeconds(20), Duration.ofSeconds(60), 200));
    }

    private static PollerSettings settings(Duration longPoll, Duration visibility, int maxInFlight) {
        return new PollerSettings(longPoll, visibility, maxInFlight, Duration.ofMillis(500), Duration.ofSeconds(20));
    }
}
