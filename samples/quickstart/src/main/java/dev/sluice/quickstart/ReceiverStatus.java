package dev.sluice.quickstart;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The status that notification-controller writes into a Receiver, where there is no notification-controller. */
public final class ReceiverStatus {

    private ReceiverStatus() {}

    /**
     * Of a Receiver that is ready.
     *
     * @param webhookPath its path, as {@code /hook/<digest>}
     */
    public static Map<String, Object> ready(String webhookPath) {
        return Map.of(
                "webhookPath",
                webhookPath,
                "observedGeneration",
                1,
                "conditions",
                List.of(Map.of(
                        "type",
                        "Ready",
                        "status",
                        "True",
                        "reason",
                        "Succeeded",
                        "message",
                        "Receiver initialized for path: " + webhookPath,
                        "lastTransitionTime",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    }
}
