package dev.sluice.route;

/**
 * A cluster that webhooks can be routed to.
 *
 * @param name its name, 1 to 32 of a-z, 0-9 and -
 * @param queueUrl the URL of its queue
 * @param group clusters of one group may share a webhook path; each gets its own event
 */
public record Cluster(String name, String queueUrl, String group) {}
