package dev.sluice.agent.trigger;

import dev.sluice.agent.api.ApiRefusal;
import dev.sluice.agent.api.ApiTries;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.time.Clock;

/** Triggers an object: tries to set the annotation until it is decided. */
public final class Trigger {

    private final AnnotationPatch patch;
    private final ApiTries tries;
    private final Clock clock;

    /**
     * @param patch one try
     * @param tries how often and how long
     * @param clock gives the annotation's value
     */
    public Trigger(AnnotationPatch patch, ApiTries tries, Clock clock) {
        this.patch = patch;
        this.tries = tries;
        this.clock = clock;
    }

    Decision run(Target target) throws InterruptedException {
        try {
            return tries.until(() -> {
                patch.apply(target, clock.instant());
                return Decision.TRIGGERED;
            });
        } catch (ApiRefusal e) {
            return e.decision();
        }
    }
}
