package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ApiServerGateTest {

    private final ApiServerGate gate = new ApiServerGate();

    @Test
    void itIsOpenAtFirst() throws InterruptedException {
        assertThat(gate.isOpen()).isTrue();
        gate.awaitOpen();
    }

    @Test
    void whoWaitsAtAShutGateGoesOnWhenTheApiServerAnswers() throws Exception {
        shutForSeconds();
        Thread waiting = waiter();
        gate.answered();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void afterThePauseItLetsThroughForALookThoughItIsStillShut() throws Exception {
        long start = System.nanoTime();
        gate.away();
        gate.awaitOpen();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void whoWaitsCanBeStopped() throws Exception {
        shutForSeconds();
        Thread waiting = waiter();
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
        assertThat(gate.isOpen()).isFalse();
    }

    private void shutForSeconds() {
        for (int i = 0; i < 10; i++) {
            gate.away();
        }
    }

    private Thread waiter() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                gate.awaitOpen();
            } catch (InterruptedException e) {
                end.set(e);
            }
        });
        Eventually.isTrue("waiting", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
