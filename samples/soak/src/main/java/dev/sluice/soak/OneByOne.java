package dev.sluice.soak;

import dev.sluice.embedded.LocalGateway;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Webhooks one at a time, each from its HTTP request until the annotation is seen by a watch. */
final class OneByOne {

    private static final Duration TIME = Duration.ofSeconds(30);

    private final ApiServer kube;
    private final Surroundings sluice;
    private final Fleet fleet;

    OneByOne(ApiServer kube, Surroundings sluice, Fleet fleet) {
        this.kube = kube;
        this.sluice = sluice;
        this.fleet = fleet;
    }

    /** How long each took. */
    Quantiles times(List<FleetReceiver> receivers, int warmUp, int webhooks) throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        try (LocalGateway gateway = sluice.function(sluice.pastNetwork());
                WebhookSender sender = new WebhookSender(gateway.url(), fleet);
                AnnotationTimes seen = new AnnotationTimes(kube.admin(), fleet.namespace())) {
            for (int i = 0; i < warmUp + webhooks; i++) {
                FleetReceiver receiver = receivers.get(i % receivers.size());
                Duration time = one(sender, seen, new Webhook(receiver, receiver.targets()));
                if (i >= warmUp) {
                    times.add(time);
                }
            }
        }
        return new Quantiles(times);
    }

    private static Duration one(WebhookSender sender, AnnotationTimes seen, Webhook webhook)
            throws IOException, InterruptedException {
        Instant sent = Instant.now();
        int status = sender.send(webhook);
        if (status != 200) {
            throw new IllegalStateException("a genuine webhook was answered " + status);
        }
        Optional<Duration> time = seen.after(webhook.target(), sent);
        while (time.isEmpty()) {
            if (Duration.between(sent, Instant.now()).compareTo(TIME) > 0) {
                throw new IllegalStateException("not annotated within " + TIME);
            }
            Thread.sleep(1);
            time = seen.after(webhook.target(), sent);
        }
        return time.get();
    }
}
