package dev.sluice.agent.plan;

import java.util.List;

/**
 * What an event asks for.
 *
 * @param targets the objects to trigger, each once
 * @param refusals what of the Receiver cannot be done
 */
public record Plan(List<Target> targets, List<Refusal> refusals) {

    public Plan {
        targets = List.copyOf(targets);
        refusals = List.copyOf(refusals);
    }

    static Plan refused(Decision decision, String what) {
        return new Plan(List.of(), List.of(new Refusal(decision, what)));
    }

    /**
     * Something that cannot be done.
     *
     * @param decision why
     * @param what the entry of {@code spec.resources}, or the Receiver, for people
     */
    public record Refusal(Decision decision, String what) {}
}
