package dev.sluice.agent.trigger;

import dev.sluice.agent.api.ApiFailure;
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

    /**
     * Triggers it.
     *
     * @param onTrouble told each try that failed for a reason of the object's own
     */
    Decision run(Target target, Runnable onTrouble) throws InterruptedException {
        try {
            return tries.until(() -> {
                try {
                    patch.apply(target, clock.instant());
                    return Decision.TRIGGERED;
                } catch (ApiFailure e) {
                    if (!e.apiServerAway()) {
                        onTrouble.run();
                    }
                    throw e;
                }
            });
        } catch (ApiRefusal e) {
            return e.decision();
        }
    }
}
