package dev.sluice.function.oidc;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The issuers whose keys are kept: so many, then the one that has not been asked for longest goes. */
final class Issuers {

    private static final int MAX = 100;
    private static final float LOAD_FACTOR = 0.75f;

    private final Documents documents;
    private final InstantSource clock;
    private final Map<String, KeyCache> byUrl = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeyCache> eldest) {
            return size() > MAX;
        }
    };

    Issuers(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    synchronized KeyCache of(String issuer) {
        return byUrl.computeIfAbsent(issuer, url -> new KeyCache(new DiscoveredKeys(documents, url), clock));
    }

    synchronized int size() {
        return byUrl.size();
    }
}
