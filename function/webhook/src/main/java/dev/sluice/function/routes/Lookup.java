package dev.sluice.function.routes;

import java.util.List;

/** What came of looking up a path. */
public sealed interface Lookup {

    /** The routes of that path: one, or one for each of several clusters of a group. */
    record Found(List<ClusterRoute> routes) implements Lookup {
        public Found {
            routes = List.copyOf(routes);
        }
    }

    /** No route has that path. */
    record Unknown() implements Lookup {}

    /** It cannot be told: the table that may hold the path has not been read yet. */
    record NotLoaded() implements Lookup {}
}
