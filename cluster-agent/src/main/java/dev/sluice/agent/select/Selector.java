package dev.sluice.agent.select;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.api.ApiRefusal;
import dev.sluice.agent.api.ApiTries;
import dev.sluice.agent.api.ObjectReader;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import dev.sluice.cel.Evaluation;
import dev.sluice.cel.Filter;
import dev.sluice.event.WebhookEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Finds the objects of a selection that an event is for: reads them where it must, and asks the filters. */
public final class Selector {

    // each holds a page of some MiB, so this bounds the memory
    private static final int MOST_LISTS = 8;

    private final ObjectReader objects;
    private final ApiTries tries;
    private final Semaphore lists = new Semaphore(MOST_LISTS);

    /**
     * @param objects reads the objects
     * @param tries how often and how long
     */
    public Selector(ObjectReader objects, ApiTries tries) {
        this.objects = objects;
        this.tries = tries;
    }

    /**
     * What a selection comes to.
     *
     * @param selection the selection
     * @param event the event. One without a request was accepted before its Receiver had a filter, and none is asked
     * @throws InterruptedException when the agent stops
     */
    public Selected select(Selection selection, WebhookEvent event) throws InterruptedException {
        List<Filter> filters = event.request() == null ? List.of() : selection.filters();
        try {
            return switch (selection) {
                case Selection.Named(Target target, var _) when filters.isEmpty() -> Selected.only(target);
                case Selection.Named(Target target, var _) ->
                    finding(tries.until(() -> objects.metadata(target)), target, filters, event)
                            .map(Selected::nothing)
                            .orElseGet(() -> Selected.only(target));
                case Selection.Labelled labelled -> list(labelled, filters, event);
            };
        } catch (ApiRefusal e) {
            return Selected.nothing(new Finding(e.decision(), selection.toString()));
        }
    }

    private Selected list(Selection.Labelled selection, List<Filter> filters, WebhookEvent event)
            throws ApiRefusal, InterruptedException {
        lists.acquire();
        try {
            return tries.until(() -> {
                Sieve sieve = new Sieve(selection, filters, event);
                objects.list(selection, sieve::take);
                return sieve.selected();
            });
        } finally {
            lists.release();
        }
    }

    /** Why an object is not to be triggered; empty when it is. */
    static Optional<Finding> finding(ObjectNode object, Target target, List<Filter> filters, WebhookEvent event) {
        JsonNode request = Objects.requireNonNullElseGet(event.request(), JsonNodeFactory.instance::objectNode);
        for (Filter filter : filters) {
            switch (filter.evaluate(request, object, event.claims())) {
                case Evaluation.Is(boolean accepted) -> {
                    if (!accepted) {
                        return Optional.of(new Finding(Decision.FILTERED, target.toString()));
                    }
                }
                case Evaluation.Failed(String message) -> {
                    return Optional.of(new Finding(Decision.FILTER_FAILED, target + ": " + message));
                }
            }
        }
        return Optional.empty();
    }
}
