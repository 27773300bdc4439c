package dev.sluice.agent.select;

import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Target;
import java.util.List;

/**
 * What a selection comes to for an event.
 *
 * @param targets the objects to trigger
 * @param findings what became of the others
 */
public record Selected(List<Target> targets, List<Finding> findings) {

    public Selected {
        targets = List.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static Selected only(Target target) {
        return new Selected(List.of(target), List.of());
    }

    static Selected nothing(Finding why) {
        return new Selected(List.of(), List.of(why));
    }
}
