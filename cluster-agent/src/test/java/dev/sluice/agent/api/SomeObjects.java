package dev.sluice.agent.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

/** Objects in memory, in the order in which they were added; labels are not looked at. */
public final class SomeObjects implements ObjectReader {

    private final Map<Target, ObjectNode> objects = new LinkedHashMap<>();
    /** How the next reads end, before they read anything. */
    public final Queue<Tried> ends = new ArrayDeque<>();
    /** What was read. */
    public final List<String> reads = new ArrayList<>();

    /** Adds an object with a label {@code team}. */
    public void add(Target target, String team) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", target.apiVersion())
                .put("kind", target.kind());
        object.putObject("metadata")
                .put("name", target.name())
                .put("namespace", target.namespace())
                .putObject("labels")
                .put("team", team);
        objects.put(target, object);
    }

    @Override
    public ObjectNode metadata(Target target) throws ApiFailure, ApiRefusal {
        reads.add(target.toString());
        end();
        ObjectNode object = objects.get(target);
        if (object == null) {
            throw new ApiRefusal(Decision.OBJECT_NOT_FOUND);
        }
        return object;
    }

    @Override
    public void list(Selection.Labelled selection, Predicate<ObjectNode> each) throws ApiFailure, ApiRefusal {
        reads.add(selection.toString());
        List<ObjectNode> all = List.copyOf(objects.values());
        // an end comes in the middle of a list
        int most = ends.isEmpty() ? all.size() : all.size() / 2;
        for (ObjectNode object : all.subList(0, most)) {
            if (!each.test(object)) {
                return;
            }
        }
        end();
    }

    private void end() throws ApiFailure, ApiRefusal {
        Tried end = ends.poll();
        if (end != null) {
            end.again();
        }
    }
}
