package dev.sluice.function.routes;

/**
 * Something that a load of the tables did not like, and went on without.
 *
 * @param cluster the cluster; empty when it is all of them
 * @param message what was done about it
 * @param detail a sentence that shows no secret
 */
record Problem(String cluster, String message, String detail) {}
