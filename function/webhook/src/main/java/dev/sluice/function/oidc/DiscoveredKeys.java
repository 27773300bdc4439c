package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of an issuer, found by OpenID Connect discovery.
 *
 * @param documents where documents come from
 * @param issuer the issuer, exactly as its tokens name it
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">Discovery</a>
 */
record DiscoveredKeys(Documents documents, String issuer) implements KeySource {

    private static final String HTTPS = "https://";

    /** Those that an issuer may use: each with a key pair. A shared secret would prove nothing, for the key is public. */
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", SigningKey.EDDSA);

    private static final Set<String> DEFAULT = Set.of("RS256");

    static boolean isUsable(String algorithm) {
        return ALGORITHMS.contains(algorithm);
    }

    @Override
    public Loaded load(Deadline deadline) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return switch (documents.fetch(base + "/.well-known/openid-configuration", deadline.left())) {
            case Fetched.Failed(Reason reason) -> new Loaded.Failed(reason);
            case Fetched.Document(ObjectNode discovery) -> load(discovery, deadline);
        };
    }

    private Loaded load(ObjectNode discovery, Deadline deadline) {
        String url = discovery.path("jwks_uri").asText("");
        if (!discovery.path("issuer").asText("").equals(issuer) || !url.startsWith(HTTPS)) {
            return new Loaded.Failed(Reason.DISCOVERY_REFUSED);
        }
        return switch (documents.fetch(url, deadline.left())) {
            case Fetched.Failed(Reason reason) -> new Loaded.Failed(reason);
            case Fetched.Document(ObjectNode keySet) ->
                KeySetReader.read(keySet)
                        .<Loaded>map(keys -> new Loaded.Keys(algorithms(discovery), keys))
                        .orElseGet(() -> new Loaded.Failed(Reason.KEYS_UNAVAILABLE));
        };
    }

    private static Set<String> algorithms(ObjectNode discovery) {
        Set<String> usable = new HashSet<>();
        for (JsonNode algorithm : discovery.path("id_token_signing_alg_values_supported")) {
            if (isUsable(algorithm.asText())) {
                usable.add(algorithm.asText());
            }
        }
        return usable.isEmpty() ? DEFAULT : usable;
    }
}
