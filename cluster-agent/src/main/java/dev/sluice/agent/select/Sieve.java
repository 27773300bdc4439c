package dev.sluice.agent.select;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import dev.sluice.cel.Filter;
import dev.sluice.event.WebhookEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the objects of one list in their order. A filter that fails ends it, as in Flux; what was accepted before is
 * triggered all the same.
 */
final class Sieve {

    private final Selection.Labelled selection;
    private final List<Filter> filters;
    private final WebhookEvent event;
    private final List<Target> accepted = new ArrayList<>();
    private int filtered;
    private Optional<Finding> failed = Optional.empty();

    Sieve(Selection.Labelled selection, List<Filter> filters, WebhookEvent event) {
        this.selection = selection;
        this.filters = filters;
        this.event = event;
    }

    /** Takes an object; whether it wants more. */
    boolean take(ObjectNode object) {
        Target target = selection.target(object.at("/metadata/name").asText());
        Optional<Finding> finding = Selector.finding(object, target, filters, event);
        if (finding.isEmpty()) {
            accepted.add(target);
        } else if (finding.get().decision() == Decision.FILTERED) {
            filtered++;
        } else {
            failed = finding;
        }
        return failed.isEmpty();
    }

    Selected selected() {
        List<Finding> findings = new ArrayList<>(failed.stream().toList());
        if (filtered > 0) {
            findings.add(new Finding(Decision.FILTERED, selection + " (" + filtered + " objects)"));
        }
        if (accepted.isEmpty() && findings.isEmpty()) {
            findings.add(new Finding(Decision.NO_MATCH, selection.toString()));
        }
        return new Selected(accepted, findings);
    }
}
