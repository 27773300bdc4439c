package dev.sluice.route;

import java.util.List;

/**
 * One table of a cluster's routes. A cluster has as many as its routes need.
 *
 * @param cluster the cluster
 * @param count how many tables the cluster has; only that of table 0 counts
 * @param routes the routes of this table
 */
public record RouteTable(String cluster, int count, List<Route> routes) {

    /** The most that a table may take in JSON, in UTF-8 bytes; Secrets Manager's limit is 64 KiB. */
    public static final int MAX_BYTES = 60 * 1024;

    /** The most tables that a cluster may have: whoever reads them trusts the count of table 0. */
    public static final int MAX_COUNT = 100;

    public RouteTable {
        routes = List.copyOf(routes);
    }
}
