package dev.sluice.agent.plan;

import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.Filter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which objects an event of a Receiver is for. Pure: it asks nothing of the cluster. */
public final class Planner {

    private static final String ANY_NAME = "*";

    private final boolean noCrossNamespaceRefs;
    private final Filters filters;

    /**
     * @param noCrossNamespaceRefs whether a Receiver may only name objects of its own namespace
     * @param filters compiles the Receivers' filters
     */
    public Planner(boolean noCrossNamespaceRefs, Filters filters) {
        this.noCrossNamespaceRefs = noCrossNamespaceRefs;
        this.filters = filters;
    }

    /**
     * The plan for an event.
     *
     * @param receiver the Receiver of the event; empty when it is gone. Whether it is ready does not matter here: that was
     *     judged when the webhook was accepted
     * @return selections and refusals; one entry that cannot be done does not hold up the others, but a filter that does
     *     not compile holds up all, as in Flux
     */
    public Plan plan(Optional<Receiver> receiver) {
        if (receiver.isEmpty()) {
            return Plan.refused(Decision.RECEIVER_GONE, "the Receiver");
        }
        return receiver.get().suspended()
                ? Plan.refused(Decision.RECEIVER_SUSPENDED, "the Receiver")
                : plan(receiver.get());
    }

    private Plan plan(Receiver receiver) {
        if (receiver.resources().isEmpty()) {
            return Plan.refused(Decision.NO_RESOURCES, "the Receiver");
        }
        Set<Selection> selections = new LinkedHashSet<>();
        List<Finding> refusals = new ArrayList<>();
        for (ResourceReference reference : receiver.resources()) {
            List<Filter> accepting = new ArrayList<>();
            for (String filter : filters(receiver, reference)) {
                switch (filters.compile(receiver, filter)) {
                    case Compilation.Compiled(Filter compiled) -> accepting.add(compiled);
                    case Compilation.Invalid(String message) -> {
                        return Plan.refused(Decision.INVALID_FILTER, message);
                    }
                }
            }
            refusal(receiver, reference)
                    .ifPresentOrElse(
                            decision -> refusals.add(new Finding(decision, reference.toString())),
                            () -> selections.add(selection(receiver, reference, accepting)));
        }
        return new Plan(List.copyOf(selections), refusals);
    }

    private static List<String> filters(Receiver receiver, ResourceReference reference) {
        return Stream.concat(receiver.resourceFilter().stream(), reference.filter().stream())
                .toList();
    }

    private Optional<Decision> refusal(Receiver receiver, ResourceReference reference) {
        if (apiVersion(reference).isEmpty()) {
            return Optional.of(Decision.API_VERSION_MISSING);
        }
        if (noCrossNamespaceRefs
                && !namespace(receiver, reference).equals(receiver.name().namespace())) {
            return Optional.of(Decision.CROSS_NAMESPACE_DENIED);
        }
        if (reference.name().equals(ANY_NAME) && reference.matchLabels().isEmpty()) {
            return Optional.of(Decision.MATCH_LABELS_MISSING);
        }
        return Optional.empty();
    }

    private static Selection selection(Receiver receiver, ResourceReference reference, List<Filter> filters) {
        String apiVersion = apiVersion(reference).orElseThrow();
        String namespace = namespace(receiver, reference);
        if (reference.name().equals(ANY_NAME)) {
            Map<String, String> labels = reference.matchLabels().orElseThrow();
            return new Selection.Labelled(apiVersion, reference.kind(), namespace, labels, filters);
        }
        return new Selection.Named(new Target(apiVersion, reference.kind(), namespace, reference.name()), filters);
    }

    private static Optional<String> apiVersion(ResourceReference reference) {
        return reference.apiVersion().or(() -> DefaultApiVersions.of(reference.kind()));
    }

    private static String namespace(Receiver receiver, ResourceReference reference) {
        return reference.namespace().orElse(receiver.name().namespace());
    }
}
