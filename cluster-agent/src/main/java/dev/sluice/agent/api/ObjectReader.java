package dev.sluice.agent.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import java.util.function.Predicate;

/** Reads the metadata of objects; each method tries once. */
public interface ObjectReader {

    /**
     * An object's metadata.
     *
     * @return its {@code apiVersion}, {@code kind} and {@code metadata}, and nothing else
     * @throws ApiFailure when a later try may succeed
     * @throws ApiRefusal {@link Decision#KIND_UNKNOWN}, {@link Decision#OBJECT_NOT_FOUND}, {@link Decision#FORBIDDEN} or
     *     {@link Decision#REFUSED}
     */
    ObjectNode metadata(Target target) throws ApiFailure, ApiRefusal, InterruptedException;

    /**
     * The metadata of all objects that have a selection's labels, whatever its filters say.
     *
     * @param selection which objects
     * @param each is handed each object, as {@link #metadata} gives it; false ends the reading
     * @throws ApiFailure when a later try may succeed; some objects may have been handed out
     * @throws ApiRefusal {@link Decision#KIND_UNKNOWN}, {@link Decision#FORBIDDEN} or {@link Decision#REFUSED}
     */
    void list(Selection.Labelled selection, Predicate<ObjectNode> each)
            throws ApiFailure, ApiRefusal, InterruptedException;
}
