package dev.sluice.agent.filter;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.FilterEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles the filters of Receivers, and keeps those that were used last. Safe for use by many threads. */
public final class Filters {

    // a compiled filter is some 10 KiB; who has more of them pays some milliseconds for each event
    private static final int MOST_KEPT = 1_000;
    private static final String WITH_CLAIMS = "generic-oidc";

    private final Map<Key, Compilation> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compilation> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Key(boolean withClaims, String expression) {}

    /** CEL is loaded only when there is a filter. */
    private static final class Environments {
        static final FilterEnvironment WITHOUT_CLAIMS = FilterEnvironment.withoutClaims();
        static final FilterEnvironment WITH_CLAIMS = FilterEnvironment.withClaims();

        private Environments() {}
    }

    /**
     * Compiles a filter, unless it has been.
     *
     * @param receiver whose filter it is: its type says whether there are claims
     * @param expression the CEL expression
     */
    public Compilation compile(Receiver receiver, String expression) {
        Key key = new Key(receiver.type().equals(WITH_CLAIMS), expression);
        synchronized (compiled) {
            Compilation known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        Compilation compilation =
                (key.withClaims() ? Environments.WITH_CLAIMS : Environments.WITHOUT_CLAIMS).compile(expression);
        synchronized (compiled) {
            // of two that came at once, one is kept: equal selections have the same filters
            Compilation first = compiled.putIfAbsent(key, compilation);
            return first == null ? compilation : first;
        }
    }
}
