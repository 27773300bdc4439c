package dev.sluice.agent.trigger;

import static dev.sluice.agent.trigger.ScriptedPatch.away;
import static dev.sluice.agent.trigger.ScriptedPatch.decided;
import static dev.sluice.agent.trigger.ScriptedPatch.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {

    private static final Target TARGET = new Target("source.toolkit.fluxcd.io/v1", "GitRepository", "apps", "app");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AdjustableClock clock = AdjustableClock.anytime();
    private final Instant start = clock.instant();
    private final ApiServerGate gate = new ApiServerGate();
    private final List<Duration> pauses = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Decision.class,
            names = {"TRIGGERED", "KIND_UNKNOWN", "OBJECT_NOT_FOUND", "REFUSED"})
    void whatIsDecidedIsNotTriedAgain(Decision decision) throws Exception {
        ScriptedPatch patch = new ScriptedPatch(decided(decision));
        assertThat(run(patch, PATIENCE)).isEqualTo(decision);
        assertThat(patch.values).containsExactly(start);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "503", "401", "409", "ConnectException", "Timeout"})
    void whatFailedIsTriedAgainUntilItIsDecided(String error) throws Exception {
        ScriptedPatch patch = new ScriptedPatch(away(error), failed(error), away(error), decided(Decision.TRIGGERED));
        assertThat(run(patch, PATIENCE)).isEqualTo(Decision.TRIGGERED);
        assertThat(patch.values).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void pausesDoubleAndSpreadUpToFiveSeconds() throws Exception {
        assertThat(run(new ScriptedPatch(away("503")), PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        for (int i = 0; i < pauses.size() - 1; i++) {
            long full = Math.min(5_000, 100L << Math.min(i, 20));
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(full / 2 - 1), Duration.ofMillis(full));
        }
        assertThat(pauses).hasSizeGreaterThan(100);
    }

    @Test
    void whenThePatienceIsOverTheEventGoesBack() throws Exception {
        assertThat(run(new ScriptedPatch(failed("500")), PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(Duration.between(start, clock.instant())).isEqualTo(PATIENCE);
    }

    @Test
    void noPatienceIsOneTry() throws Exception {
        ScriptedPatch patch = new ScriptedPatch(failed("500"));
        assertThat(run(patch, Duration.ZERO)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(patch.values).hasSize(1);
    }

    @Test
    void theApiServersRetryAfterIsHonoured() throws Exception {
        run(new ScriptedPatch(away("429", Duration.ofSeconds(7)), decided(Decision.TRIGGERED)), PATIENCE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aRetryAfterBeyondThePatienceEndsWithIt() throws Exception {
        ScriptedPatch patch = new ScriptedPatch(away("503", Duration.ofHours(2)));
        assertThat(run(patch, PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(pauses).containsExactly(PATIENCE);
        assertThat(patch.values).hasSize(2);
    }

    @Test
    void forbiddenIsTriedForTwentySecondsBecauseRolesGetReplaced() throws Exception {
        assertThat(run(new ScriptedPatch(decided(Decision.FORBIDDEN)), PATIENCE))
                .isEqualTo(Decision.FORBIDDEN);
        assertThat(Duration.between(start, clock.instant())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    @Test
    void aRoleThatComesBackInTimeLetsTheTriggerThrough() throws Exception {
        assertThat(run(
                        new ScriptedPatch(
                                decided(Decision.FORBIDDEN), decided(Decision.FORBIDDEN), decided(Decision.TRIGGERED)),
                        PATIENCE))
                .isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void forbiddenIsToldAlsoWhenThePatienceIsShorter() throws Exception {
        assertThat(run(new ScriptedPatch(decided(Decision.FORBIDDEN)), Duration.ofSeconds(3)))
                .isEqualTo(Decision.FORBIDDEN);
    }

    @Test
    void theGateIsShutWhileTheApiServerIsAwayAndOpensWithItsFirstAnswer() throws Exception {
        List<Boolean> open = new ArrayList<>();
        ScriptedPatch patch = new ScriptedPatch(
                away("ConnectException"), away("503"), failed("409"), away("429"), decided(Decision.OBJECT_NOT_FOUND));
        Trigger trigger = new Trigger(patch, gate, clock, PATIENCE, pause -> {
            open.add(gate.isOpen());
            clock.advance(pause);
        });
        trigger.run(TARGET);
        assertThat(open).containsExactly(false, false, true, false);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void theStopOfTheAgentEndsATrigger() {
        Trigger trigger = new Trigger(new ScriptedPatch(away("503")), gate, clock, PATIENCE, pause -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> trigger.run(TARGET)).isInstanceOf(InterruptedException.class);
    }

    private Decision run(AnnotationPatch patch, Duration patience) throws InterruptedException {
        return new Trigger(patch, gate, clock, patience, pause -> {
                    pauses.add(pause);
                    clock.advance(pause);
                })
                .run(TARGET);
    }
}
