package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import java.util.Set;

/**
 * The keys at an address that is known beforehand.
 *
 * @param documents where documents come from
 * @param url the address of the key set
 * @param algorithm the one algorithm that they sign with
 */
record FixedKeys(Documents documents, String url, String algorithm) implements KeySource {

    @Override
    public Loaded load(Deadline deadline) {
        return switch (documents.fetch(url, deadline.left())) {
            case Fetched.Failed(Reason reason) -> new Loaded.Failed(reason);
            case Fetched.Document(var json) ->
                KeySetReader.read(json)
                        .<Loaded>map(keys -> new Loaded.Keys(Set.of(algorithm), keys))
                        .orElseGet(() -> new Loaded.Failed(Reason.KEYS_UNAVAILABLE));
        };
    }
}
