package dev.sluice.agent.plan;

/**
 * What became of something that an event was for.
 *
 * @param decision what
 * @param what the object, the entry of {@code spec.resources} or the Receiver, for people
 */
public record Finding(Decision decision, String what) {

    @Override
    public String toString() {
        return decision.label() + " " + what;
    }
}
