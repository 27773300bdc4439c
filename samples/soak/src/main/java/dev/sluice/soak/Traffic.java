package dev.sluice.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The Receivers of a soak, and the webhooks for them in the order in which they are sent.
 *
 * @param receivers all of them
 * @param webhooks all of them
 */
record Traffic(List<FleetReceiver> receivers, List<Webhook> webhooks) {

    static Traffic of(SoakSettings settings) {
        List<FleetReceiver> own = receivers("own", settings.ownReceivers(), settings.targetsOfOwn(), true);
        List<FleetReceiver> shared = receivers("shared", settings.sharedReceivers(), settings.targetsOfShared(), false);
        List<Webhook> webhooks = new ArrayList<>();
        own.forEach(receiver ->
                receiver.targets().forEach(target -> webhooks.add(new Webhook(receiver, List.of(target)))));
        for (int i = 0; webhooks.size() < settings.webhooks(); i++) {
            FleetReceiver receiver = shared.get(i % shared.size());
            webhooks.add(new Webhook(receiver, receiver.targets()));
        }
        // an order that is as good as any, and the same each time
        Collections.shuffle(webhooks, new Random(1));
        List<FleetReceiver> all = new ArrayList<>(own);
        all.addAll(shared);
        return new Traffic(all, webhooks);
    }

    /** The names of all targets. */
    List<String> targets() {
        return receivers.stream()
                .flatMap(receiver -> receiver.targets().stream())
                .toList();
    }

    private static List<FleetReceiver> receivers(String prefix, int count, int targets, boolean oneByOne) {
        return IntStream.range(0, count)
                .mapToObj(n -> FleetReceiver.of(
                        prefix,
                        n,
                        IntStream.range(0, targets)
                                .mapToObj(t -> prefix + "-" + n + "-" + t)
                                .toList(),
                        oneByOne && targets > 1))
                .toList();
    }
}
