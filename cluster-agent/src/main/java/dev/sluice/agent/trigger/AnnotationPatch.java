package dev.sluice.agent.trigger;

import dev.sluice.agent.api.ApiFailure;
import dev.sluice.agent.api.ApiRefusal;
import dev.sluice.agent.plan.Target;
import java.time.Instant;

/** Sets {@code reconcile.fluxcd.io/requestedAt} on an object. */
@FunctionalInterface
public interface AnnotationPatch {

    /**
     * Tries once.
     *
     * @throws ApiFailure when a later try may succeed
     * @throws ApiRefusal when none will
     * @throws InterruptedException when the agent stops
     */
    void apply(Target target, Instant requestedAt) throws ApiFailure, ApiRefusal, InterruptedException;
}
