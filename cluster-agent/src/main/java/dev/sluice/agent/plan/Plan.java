package dev.sluice.agent.plan;

import java.util.List;

/**
 * What an event asks for.
 *
 * @param selections the objects to trigger
 * @param refusals what of the Receiver cannot be done
 */
public record Plan(List<Selection> selections, List<Finding> refusals) {

    public Plan {
        selections = List.copyOf(selections);
        refusals = List.copyOf(refusals);
    }

    static Plan refused(Decision decision, String what) {
        return new Plan(List.of(), List.of(new Finding(decision, what)));
    }
}
