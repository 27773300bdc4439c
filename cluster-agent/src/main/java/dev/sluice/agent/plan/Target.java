package dev.sluice.agent.plan;

/**
 * One object to reconcile.
 *
 * @param apiVersion its group and version
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 */
public record Target(String apiVersion, String kind, String namespace, String name) {

    /** {@code Kind namespace/name}, for logs and Events. */
    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
