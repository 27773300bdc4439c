package dev.sluice.agent.operate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A Receiver and its webhook URL; its text form does not show it.
 *
 * @param namespace the Receiver's namespace
 * @param name the Receiver's name
 * @param type the Receiver's type
 * @param checks what is asked of a webhook beside its path: {@code no} where that is nothing
 * @param state {@code ready}, {@code suspended}, {@code not ready}, {@code no path yet} or {@code not published}
 * @param url its webhook URL; null while it has no path
 */
@JsonPropertyOrder({"namespace", "name", "type", "checks", "state", "url"})
record ReceiverUrl(
        String namespace,
        String name,
        String type,
        String checks,
        String state,
        @Nullable String url) {

    private static final int MAX_TYPE = 32;

    static ReceiverUrl of(Receiver receiver, WebhookHost host) {
        return new ReceiverUrl(
                receiver.name().namespace(),
                receiver.name().name(),
                Printable.of(receiver.type(), MAX_TYPE),
                CredentialCheck.of(receiver.type()).label(),
                state(receiver),
                receiver.standing() instanceof Standing.WithPath path ? host.url(path.digest()) : null);
    }

    private static String state(Receiver receiver) {
        if (!receiver.published()) {
            return "not published";
        }
        if (!(receiver.standing() instanceof Standing.WithPath path)) {
            return "no path yet";
        }
        if (receiver.suspended()) {
            return "suspended";
        }
        return path.ready() ? "ready" : "not ready";
    }

    @Override
    public String toString() {
        return "ReceiverUrl[" + namespace + "/" + name + "]";
    }
}
