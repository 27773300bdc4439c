package dev.sluice.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private final Patience patience = new Patience(TokenMode.PUBLISHED);
    private final Receiver ready = AReceiver.github().build();
    private final Receiver notReady = AReceiver.github().notReady().build();
    private final Receiver withoutPath =
            AReceiver.github().standing(new Standing.WithoutPath()).build();

    @Test
    void aReceiverThatIsReadyIsNotHeld() {
        assertThat(patience.holds(ready, T0)).isFalse();
        assertThat(patience.holds(
                        AReceiver.github().standing(new Standing.Unwritten()).build(), T0))
                .isFalse();
    }

    @Test
    void newsThatOneIsNotReadyIsHeldForSixtySeconds() {
        assertThat(patience.holds(notReady, T0)).isTrue();
        assertThat(patience.holds(notReady, T0.plusMillis(59_999))).isTrue();
        assertThat(patience.holds(notReady, T0.plusSeconds(60))).isFalse();
        assertThat(patience.holds(notReady, T0.plusSeconds(3_600))).isFalse();
    }

    @Test
    void newsThatAPathIsGoneIsHeldAsLong() {
        assertThat(patience.holds(withoutPath, T0)).isTrue();
        assertThat(patience.holds(withoutPath, T0.plusSeconds(60))).isFalse();
    }

    @Test
    void notReadyAndWithoutAPathCountAsOneTime() {
        assertThat(patience.holds(notReady, T0)).isTrue();
        assertThat(patience.holds(withoutPath, T0.plusSeconds(40))).isTrue();
        assertThat(patience.holds(withoutPath, T0.plusSeconds(60))).isFalse();
    }

    @Test
    void readinessBetweenStartsAnew() {
        assertThat(patience.holds(notReady, T0)).isTrue();
        assertThat(patience.holds(ready, T0.plusSeconds(50))).isFalse();
        assertThat(patience.holds(notReady, T0.plusSeconds(70))).isTrue();
        assertThat(patience.holds(notReady, T0.plusSeconds(129))).isTrue();
        assertThat(patience.holds(notReady, T0.plusSeconds(130))).isFalse();
    }

    @Test
    void suspensionIsNeverHeld() {
        assertThat(patience.holds(AReceiver.github().suspended().build(), T0)).isFalse();
        assertThat(patience.holds(AReceiver.github().notReady().suspended().build(), T0))
                .isFalse();
    }

    @Test
    void aReceiverThatIsGoneIsForgotten() {
        assertThat(patience.holds(notReady, T0)).isTrue();
        patience.keepOnly(Set.of());
        assertThat(patience.holds(notReady, T0.plusSeconds(60))).isTrue();
    }
}
