package dev.sluice.agent.plan;

import dev.sluice.cel.Filter;
import java.util.List;
import java.util.Map;

/** What an entry of a Receiver's {@code spec.resources} selects. */
public sealed interface Selection {

    /** All of these must accept an object, with the event's payload, for it to be triggered. */
    List<Filter> filters();

    /**
     * One object by its name.
     *
     * @param target the object
     * @param filters see {@link #filters}
     */
    record Named(Target target, List<Filter> filters) implements Selection {

        public Named {
            filters = List.copyOf(filters);
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /**
     * All objects of a kind in a namespace that have certain labels.
     *
     * @param apiVersion their group and version
     * @param kind their kind
     * @param namespace their namespace
     * @param labels what they must have; empty: all are selected
     * @param filters see {@link #filters}
     */
    record Labelled(String apiVersion, String kind, String namespace, Map<String, String> labels, List<Filter> filters)
            implements Selection {

        public Labelled {
            labels = Map.copyOf(labels);
            filters = List.copyOf(filters);
        }

        /** One of them. */
        public Target target(String name) {
            return new Target(apiVersion, kind, namespace, name);
        }

        @Override
        public String toString() {
            return kind + " " + namespace + "/*";
        }
    }
}
