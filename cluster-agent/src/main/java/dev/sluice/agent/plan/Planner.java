package dev.sluice.agent.plan;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ResourceReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which objects an event of a Receiver is for. Pure: it asks nothing of the cluster. */
public final class Planner {

    private static final String ANY_NAME = "*";

    private final boolean noCrossNamespaceRefs;

    /** @param noCrossNamespaceRefs whether a Receiver may only name objects of its own namespace */
    public Planner(boolean noCrossNamespaceRefs) {
        this.noCrossNamespaceRefs = noCrossNamespaceRefs;
    }

    /**
     * The plan for an event.
     *
     * @param receiver the Receiver of the event; empty when it is gone. Whether it is ready does not matter here: that was
     *     judged when the webhook was accepted
     * @return targets and refusals; one entry that cannot be done does not hold up the others
     */
    public Plan plan(Optional<Receiver> receiver) {
        if (receiver.isEmpty()) {
            return Plan.refused(Decision.RECEIVER_GONE, "the Receiver");
        }
        if (receiver.get().suspended()) {
            return Plan.refused(Decision.RECEIVER_SUSPENDED, "the Receiver");
        }
        Set<Target> targets = new LinkedHashSet<>();
        List<Plan.Refusal> refusals = new ArrayList<>();
        for (ResourceReference reference : receiver.get().resources()) {
            Optional<Decision> refusal = refusal(receiver.get(), reference);
            if (refusal.isPresent()) {
                refusals.add(new Plan.Refusal(refusal.get(), reference.toString()));
            } else {
                targets.add(target(receiver.get(), reference));
            }
        }
        return new Plan(List.copyOf(targets), refusals);
    }

    private Optional<Decision> refusal(Receiver receiver, ResourceReference reference) {
        if (apiVersion(reference).isEmpty()) {
            return Optional.of(Decision.API_VERSION_MISSING);
        }
        if (noCrossNamespaceRefs
                && !namespace(receiver, reference).equals(receiver.name().namespace())) {
            return Optional.of(Decision.CROSS_NAMESPACE_DENIED);
        }
        boolean any = reference.name().equals(ANY_NAME);
        if (any && reference.matchLabels().isEmpty()) {
            return Optional.of(Decision.MATCH_LABELS_MISSING);
        }
        if (any || receiver.resourceFilter().isPresent() || reference.filter().isPresent()) {
            return Optional.of(Decision.NOT_SUPPORTED);
        }
        return Optional.empty();
    }

    private static Target target(Receiver receiver, ResourceReference reference) {
        return new Target(
                apiVersion(reference).orElseThrow(),
                reference.kind(),
                namespace(receiver, reference),
                reference.name());
    }

    private static Optional<String> apiVersion(ResourceReference reference) {
        return reference.apiVersion().or(() -> DefaultApiVersions.of(reference.kind()));
    }

    private static String namespace(Receiver receiver, ResourceReference reference) {
        return reference.namespace().orElse(receiver.name().namespace());
    }
}
