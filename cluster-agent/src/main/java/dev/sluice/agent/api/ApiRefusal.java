package dev.sluice.agent.api;

import dev.sluice.agent.plan.Decision;

/** A request was refused for good. */
public final class ApiRefusal extends Exception {

    private final Decision decision;

    /** @param decision what that makes of the object it was for */
    public ApiRefusal(Decision decision) {
        super(decision.label(), null, false, false);
        this.decision = decision;
    }

    /** What that makes of the object it was for. */
    public Decision decision() {
        return decision;
    }
}
