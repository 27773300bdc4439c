package dev.sluice.agent.delivery;

import dev.sluice.event.Seal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The keys of this cluster's seal: AWSCURRENT and AWSPREVIOUS of its secret. */
public final class SealKeys {

    // a flood of forged messages must not become a flood of reads
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(5);

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
     * Keys that were read after those, unless those are seconds old.
     *
     * @throws SdkException when they cannot be read
     */
    synchronized Keys newerThan(Keys old) {
        Keys newest = known();
        if (newest.read().equals(old.read()) && clock.instant().isAfter(old.read().plus(SHORTEST_AGE))) {
            newest = read();
            keys = Optional.of(newest);
        }
        return newest;
    }

    private Keys read() {
        Instant now = clock.instant();
        List<Seal> seals = new ArrayList<>();
        read("AWSCURRENT").ifPresent(seals::add);
        read("AWSPREVIOUS").ifPresent(seals::add);
        return new Keys(List.copyOf(seals), now);
    }

    private Optional<Seal> read(String stage) {
        try {
            String text = secrets.getSecretValue(request -> request.secretId(secretName).versionStage(stage))
                    .secretString();
            return text == null ? Optional.empty() : Optional.of(Seal.ofText(text));
        } catch (ResourceNotFoundException e) {
            if (stage.equals("AWSCURRENT")) {
                // not made yet: no message is a forgery for that
                throw e;
            }
            return Optional.empty();
        }
    }
}
