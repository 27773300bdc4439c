package dev.sluice.agent.source;

/**
 * Which SqsEventSource.
 *
 * @param namespace its namespace
 * @param name its name in that namespace
 */
public record SourceName(String namespace, String name) {

    /** {@code namespace/name}, as in logs. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
