package dev.sluice.route;

import java.util.List;

/**
 * A cluster that webhooks can be routed to.
 *
 * @param name its name, 1 to 32 of a-z, 0-9 and -
 * @param queueUrl the URL of its queue
 * @param group clusters of one group may share a webhook path; each gets its own event
 * @param copyTo the URLs of the queues of other consumers, which get a copy of each of its events
 */
public record Cluster(String name, String queueUrl, String group, List<String> copyTo) {

    public Cluster {
        copyTo = List.copyOf(copyTo);
    }

    /** A cluster whose events go to its own queue alone. */
    public Cluster(String name, String queueUrl, String group) {
        this(name, queueUrl, group, List.of());
    }
}
