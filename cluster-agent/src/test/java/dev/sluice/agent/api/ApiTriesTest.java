package dev.sluice.agent.api;

import static dev.sluice.agent.api.Tried.away;
import static dev.sluice.agent.api.Tried.decided;
import static dev.sluice.agent.api.Tried.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.plan.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTriesTest {

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
        ScriptedCall call = new ScriptedCall(decided(decision));
        assertThat(run(call, PATIENCE)).isEqualTo(decision);
        assertThat(call.tries).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "503", "401", "409", "ConnectException", "Timeout"})
    void whatFailedIsTriedAgainUntilItIsDecided(String error) throws Exception {
        ScriptedCall call = new ScriptedCall(away(error), failed(error), away(error), decided(Decision.TRIGGERED));
        assertThat(run(call, PATIENCE)).isEqualTo(Decision.TRIGGERED);
        assertThat(call.tries).isEqualTo(4);
    }

    @Test
    void pausesDoubleAndSpreadUpToFiveSeconds() throws Exception {
        assertThat(run(new ScriptedCall(away("503")), PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        for (int i = 0; i < pauses.size() - 1; i++) {
            long full = Math.min(5_000, 100L << Math.min(i, 20));
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(full / 2 - 1), Duration.ofMillis(full));
        }
        assertThat(pauses).hasSizeGreaterThan(100);
    }

    @Test
    void whenThePatienceIsOverTheEventGoesBack() throws Exception {
        assertThat(run(new ScriptedCall(away("503")), PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(Duration.between(start, clock.instant())).isEqualTo(PATIENCE);
    }

    @Test
    void anObjectsOwnTroubleIsWaitedForHalfAMinuteAtMost() throws Exception {
        assertThat(run(new ScriptedCall(failed("500")), PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noPatienceIsOneTry() throws Exception {
        ScriptedCall call = new ScriptedCall(failed("500"));
        assertThat(run(call, Duration.ZERO)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(call.tries).isEqualTo(1);
    }

    @Test
    void theApiServersRetryAfterIsHonoured() throws Exception {
        run(new ScriptedCall(away("429", Duration.ofSeconds(7)), decided(Decision.TRIGGERED)), PATIENCE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aRetryAfterBeyondThePatienceEndsWithIt() throws Exception {
        ScriptedCall call = new ScriptedCall(away("503", Duration.ofHours(2)));
        assertThat(run(call, PATIENCE)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(pauses).containsExactly(PATIENCE);
        assertThat(call.tries).isEqualTo(2);
    }

    @Test
    void forbiddenIsTriedForTwentySecondsBecauseRolesGetReplaced() throws Exception {
        assertThat(run(new ScriptedCall(decided(Decision.FORBIDDEN)), PATIENCE)).isEqualTo(Decision.FORBIDDEN);
        assertThat(Duration.between(start, clock.instant())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    @Test
    void aRoleThatComesBackInTimeLetsTheTriggerThrough() throws Exception {
        assertThat(run(
                        new ScriptedCall(
                                decided(Decision.FORBIDDEN), decided(Decision.FORBIDDEN), decided(Decision.TRIGGERED)),
                        PATIENCE))
                .isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void forbiddenIsToldAlsoWhenThePatienceIsShorter() throws Exception {
        assertThat(run(new ScriptedCall(decided(Decision.FORBIDDEN)), Duration.ofSeconds(3)))
                .isEqualTo(Decision.FORBIDDEN);
    }

    @Test
    void theGateIsShutWhileTheApiServerIsAwayAndOpensWithItsFirstAnswer() throws Exception {
        List<Boolean> open = new ArrayList<>();
        ScriptedCall call = new ScriptedCall(
                away("ConnectException"), away("503"), failed("409"), away("429"), decided(Decision.OBJECT_NOT_FOUND));
        ApiTries tries = new ApiTries(gate, clock, PATIENCE, pause -> {
            open.add(gate.isOpen());
            clock.advance(pause);
        });
        Tried.of(() -> tries.until(call));
        assertThat(open).containsExactly(false, false, true, false);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void theStopOfTheAgentEndsIt() {
        ApiTries tries = new ApiTries(gate, clock, PATIENCE, pause -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> tries.until(new ScriptedCall(away("503")))).isInstanceOf(InterruptedException.class);
    }

    private Decision run(ScriptedCall call, Duration patience) throws InterruptedException {
        ApiTries tries = new ApiTries(gate, clock, patience, pause -> {
            pauses.add(pause);
            clock.advance(pause);
        });
        try {
            return tries.until(call);
        } catch (ApiRefusal e) {
            return e.decision();
        }
    }
}
