package dev.sluice.agent.delivery;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ReceiverResource;

/**
 * The object that a Kubernetes Event is about.
 *
 * @param apiVersion its group and version
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 * @param uid its {@code metadata.uid}
 */
public record EventSubject(String apiVersion, String kind, String namespace, String name, String uid) {

    /** A Receiver. */
    public static EventSubject of(Receiver receiver) {
        return new EventSubject(
                "notification.toolkit.fluxcd.io/v1",
                ReceiverResource.KIND,
                receiver.name().namespace(),
                receiver.name().name(),
                receiver.uid());
    }

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
