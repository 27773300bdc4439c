package dev.sluice.function.routes;

import dev.sluice.event.Seal;
import dev.sluice.route.Cluster;
import dev.sluice.route.Route;

/**
 * A route, and the cluster that it leads to.
 *
 * @param cluster the cluster whose table holds the route; it can lead to no other
 * @param source the {@code source} of the cluster's events
 * @param route the route
 * @param seal the seal that the cluster's agent knows
 */
public record ClusterRoute(Cluster cluster, String source, Route route, Seal seal) {}
