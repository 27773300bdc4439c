package dev.sluice.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final Instant SENT = Instant.parse("2026-11-20T09:00:00.000000001Z");

    @Test
    void aDeliveryIsLostWhenItsTargetHasNoAnnotationOrAnOlderOne() {
        Deliveries deliveries = new Deliveries();
        deliveries.accepted(webhook("missing", "same", "older", "newer"), SENT);

        assertThat(deliveries.lost(Map.of("same", SENT, "older", SENT.minusNanos(1), "newer", SENT.plusNanos(1))))
                .containsExactly("missing", "older");
    }

    @Test
    void theLastDeliveryForATargetCounts() {
        Deliveries deliveries = new Deliveries();
        deliveries.accepted(webhook("app"), SENT.plusSeconds(1));
        deliveries.accepted(webhook("app"), SENT);

        assertThat(deliveries.lost(Map.of("app", SENT))).containsExactly("app");
        assertThat(deliveries.lost(Map.of("app", SENT.plusSeconds(1)))).isEmpty();
    }

    private static Webhook webhook(String... targets) {
        return new Webhook(FleetReceiver.of("receiver", 0, List.of(targets), false), List.of(targets));
    }
}
