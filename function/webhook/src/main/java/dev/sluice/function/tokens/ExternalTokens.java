package dev.sluice.function.tokens;

import dev.sluice.function.log.EmbeddedMetrics;
import dev.sluice.function.log.EmbeddedMetrics.Directive;
import dev.sluice.function.log.EmbeddedMetrics.Metric;
import dev.sluice.function.log.JsonLog;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.Route;
import dev.sluice.route.SecretNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Tokens in Secrets Manager. Each is read when a webhook first asks for it; so many are kept, then the one that has not
 * been asked for longest goes.
 */
public final class ExternalTokens implements RouteTokens {

    private static final int MAX = 1000;
    private static final float LOAD_FACTOR = 0.75f;

    /** Routes and token together; with 5 s for the queue this stays at the 10 s that GitHub waits. */
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final TokenReader reader;
    private final SecretNames names;
    private final Clock clock;
    private final RandomGenerator random;
    private final JsonLog log;
    private final Map<Key, KeptToken> kept = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KeptToken> eldest) {
            return size() > MAX;
        }
    };

    /** Routes with another grace count on other versions. */
    private record Key(String name, Duration grace) {}

    /**
     * Tokens of which none has been read yet.
     *
     * @param reader where they lie
     * @param names the names they have there
     * @param clock tells their age
     * @param random spreads the reads
     * @param log is told of reads that failed
     */
    public ExternalTokens(TokenReader reader, SecretNames names, Clock clock, RandomGenerator random, JsonLog log) {
        this.reader = reader;
        this.names = names;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    @Override
    public Completion complete(ClusterRoute to, Instant received) {
        Route route = to.route();
        ExternalToken external = route.external();
        if (external == null) {
            return new Completion.Complete(route);
        }
        KeptToken token =
                kept(names.token(to.cluster().name(), route.receiver().namespace(), external.secret()), external);
        return switch (token.get(received.plus(BUDGET), error -> tell(to, error))) {
            case KnownToken.Present present -> new Completion.Complete(present.complete(route));
            case KnownToken.Missing() -> new Completion.Refused(Reason.EXTERNAL_TOKEN_MISSING);
            case KnownToken.Unreadable() -> new Completion.Refused(Reason.EXTERNAL_TOKEN_UNREADABLE);
        };
    }

    private KeptToken kept(String name, ExternalToken external) {
        synchronized (kept) {
            return kept.computeIfAbsent(
                    new Key(name, external.grace()),
                    key -> new KeptToken(new VersionsReader(reader, clock, key.name(), key.grace()), clock, random));
        }
    }

    private void tell(ClusterRoute to, String error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", to.cluster().name());
        fields.put("receiver", to.route().receiver().toString());
        fields.put("error", error);
        fields.putAll(EmbeddedMetrics.fields(clock.instant(), Directive.of(Metric.count("TokenReadFailures", 1))));
        log.warn("external token not read", fields);
    }
}
