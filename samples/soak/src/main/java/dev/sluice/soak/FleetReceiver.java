package dev.sluice.soak;

import java.util.List;

/**
 * A Receiver to be made.
 *
 * @param name its name
 * @param provider whose webhooks it takes
 * @param targets the sources that it names
 * @param oneByOne whether a webhook is for that one of them which its payload names, by a filter; else it
 *     is for all of them
 */
record FleetReceiver(String name, Provider provider, List<String> targets, boolean oneByOne) {

    private static final List<Provider> PROVIDERS = List.of(Provider.values());

    /** The Receiver {@code <prefix>-<n>}; webhooks of all providers take turns. */
    static FleetReceiver of(String prefix, int n, List<String> targets, boolean oneByOne) {
        return new FleetReceiver(prefix + "-" + n, PROVIDERS.get(n % PROVIDERS.size()), targets, oneByOne);
    }
}
