package dev.sluice.route;

import java.util.Comparator;

/**
 * Which Receiver.
 *
 * @param namespace its namespace
 * @param name its name in that namespace
 */
public record ReceiverName(String namespace, String name) implements Comparable<ReceiverName> {

    private static final Comparator<ReceiverName> ORDER =
            Comparator.comparing(ReceiverName::namespace).thenComparing(ReceiverName::name);

    /** {@code namespace/name}, as in an event's subject and in logs. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    @Override
    public int compareTo(ReceiverName other) {
        return ORDER.compare(this, other);
    }
}
