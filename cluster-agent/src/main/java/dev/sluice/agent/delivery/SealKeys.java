package dev.sluice.agent.delivery;

import dev.sluice.event.Seal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The keys of this cluster's seal: AWSCURRENT and AWSPREVIOUS of its secret. */
public final class SealKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);
    /** How old keys must be to be read again: a flood of forged messages must not become a flood of reads. */
    static final Duration SHORTEST_AGE = Duration.ofSeconds(5);

    // SQS's clock and ours may differ
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SecretsManagerClient secrets;
    private final String secretName;
    private final Clock clock;
    private Optional<Keys> keys = Optional.empty();

    /**
     * @param secrets the client
     * @param secretName the seal's secret
     * @param clock tells the keys' age
     */
    public SealKeys(SecretsManagerClient secrets, String secretName, Clock clock) {
        this.secrets = secrets;
        this.secretName = secretName;
        this.clock = clock;
    }

    /** Keys and when they were read. */
    record Keys(List<Seal> seals, Instant read) {}

    /** Returns when the keys have been read: without them every message would come again until it counts as poison. */
    public void awaitKnown() throws InterruptedException {
        while (true) {
            try {
                known();
                return;
            } catch (SdkException e) {
                LOG.atWarn()
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("the seal's key could not be read; nothing is received until it can be");
                Thread.sleep(RETRY);
            }
        }
    }

    /**
     * The keys, read once and kept.
     *
     * @throws SdkException when they were never read and cannot be now
     */
    synchronized Keys known() {
        if (keys.isEmpty()) {
            keys = Optional.of(read());
        }
        return keys.get();
    }

    /**
     * Keys that were read after a message was sent, and so hold the one it was sealed with, if any does.
     *
     * @return empty when they were read before, but too short a while ago to be read again
     * @throws SdkException when they cannot be read
     */
    synchronized Optional<Keys> readAfter(Instant sent) {
        Keys newest = known();
        if (newest.read().isAfter(sent.plus(SKEW))) {
            return keys;
        }
        if (clock.instant().isBefore(newest.read().plus(SHORTEST_AGE))) {
            return Optional.empty();
        }
        keys = Optional.of(read());
        return keys;
    }

    private Keys read() {
        Instant now = clock.instant();
        List<Seal> seals = new ArrayList<>();
        // without a current key no message is a forgery
        seals.add(read("AWSCURRENT").orElseThrow(() -> SdkClientException.create("the seal's secret has no key")));
        try {
            read("AWSPREVIOUS").ifPresent(seals::add);
        } catch (ResourceNotFoundException e) {
            // never rotated
            LOG.atDebug().log("the seal has no previous key");
        }
        return new Keys(List.copyOf(seals), now);
    }

    /** The key at a stage; empty when it is no usable one. */
    private Optional<Seal> read(String stage) {
        String text = secrets.getSecretValue(
                        request -> request.secretId(secretName).versionStage(stage))
                .secretString();
        try {
            return Optional.ofNullable(text).map(Seal::ofText);
        } catch (IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("stage", stage).log("the seal's key is too short to be used");
            return Optional.empty();
        }
    }
}
