package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Target;
import java.time.Instant;

/** Sets {@code reconcile.fluxcd.io/requestedAt} on an object, once. */
@FunctionalInterface
public interface AnnotationPatch {

    /** The annotation. Its value is an opaque token to Flux; it reconciles when the value changes. */
    String ANNOTATION = "reconcile.fluxcd.io/requestedAt";

    /**
     * Tries once.
     *
     * @throws InterruptedException when the agent stops
     */
    Attempt apply(Target target, Instant requestedAt) throws InterruptedException;
}
