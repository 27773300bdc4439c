package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import java.util.List;
import java.util.Set;

/** What came of loading the keys of an issuer. */
sealed interface Loaded {

    /**
     * They came.
     *
     * @param algorithms the algorithms that the issuer signs with
     * @param keys the keys, in the issuer's order
     */
    record Keys(Set<String> algorithms, List<SigningKey> keys) implements Loaded {
        public Keys {
            algorithms = Set.copyOf(algorithms);
            keys = List.copyOf(keys);
        }
    }

    /** They did not, and why. */
    record Failed(Reason reason) implements Loaded {}
}
