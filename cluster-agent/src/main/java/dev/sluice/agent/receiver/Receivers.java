package dev.sluice.agent.receiver;

import dev.sluice.route.ReceiverName;
import java.util.List;
import java.util.Optional;

/** The Receivers of the cluster. */
public interface Receivers {

    /** All that are known. */
    List<Receiver> all();

    /**
     * The Receiver of that name, asked of the API when it is not known.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API cannot be asked
     */
    Optional<Receiver> find(ReceiverName name);
}
