package dev.sluice.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.AwsWithFaults;
import dev.sluice.agent.Secrecy;
import dev.sluice.embedded.AwsParts;
import dev.sluice.event.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SealKeysTest {

    private static final String FIRST = "the-first-key-0123456789";
    private static final String SECOND = "the-second-key-0123456789";
    private static final String THIRD = "the-third-key-0123456789";

    @RegisterExtension
    final Secrecy secrecy = new Secrecy();

    private final AdjustableClock clock = AdjustableClock.anytime();
    private final Instant start = clock.instant();
    private final AwsWithFaults faults = new AwsWithFaults();
    private final SecretsManagerClient secrets =
            faults.secrets(AwsParts.all().getFirst().endpoint());
    private final String name =
            "sluice/c" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "/seal";
    private final SealKeys keys = new SealKeys(secrets, name, clock);

    @AfterEach
    void close() {
        secrets.close();
    }

    @Test
    void theyAreReadOnceAndKept() {
        create(FIRST);
        SealKeys.Keys known = keys.known();
        assertThat(verifying(known)).containsExactly(FIRST);
        faults.refuseToRead(secret -> true);
        assertThat(keys.known()).isSameAs(known);
    }

    @Test
    void afterARotationTheCurrentAndThePreviousOneCount() {
        create(FIRST);
        rotate(SECOND);
        assertThat(verifying(keys.known())).containsExactly(FIRST, SECOND);
        rotate(THIRD);
        clock.advance(Duration.ofMinutes(1));
        assertThat(keys.readAfter(clock.instant()))
                .hasValueSatisfying(read -> assertThat(verifying(read)).containsExactly(SECOND, THIRD));
    }

    @Test
    void keysThatWereReadAfterTheMessageWasSentAreNotReadAgain() {
        create(FIRST);
        keys.known();
        faults.refuseToRead(secret -> true);
        clock.advance(Duration.ofHours(1));
        assertThat(keys.readAfter(start.minusSeconds(6))).isPresent();
    }

    @Test
    void aClockThatGoesWrongByAFewSecondsDoesNotMakeAForgery() {
        create(FIRST);
        keys.known();
        rotate(SECOND);
        clock.advance(Duration.ofSeconds(5));
        assertThat(keys.readAfter(start.minusSeconds(3)))
                .hasValueSatisfying(read -> assertThat(verifying(read)).contains(SECOND));
    }

    @Test
    void aFloodOfForgeriesReadsThemOnceEveryFiveSeconds() {
        create(FIRST);
        keys.known();
        rotate(SECOND);
        for (int i = 0; i < 49; i++) {
            clock.advance(Duration.ofMillis(100));
            assertThat(keys.readAfter(clock.instant())).isEmpty();
        }
        clock.advance(Duration.ofMillis(100));
        assertThat(keys.readAfter(clock.instant()))
                .hasValueSatisfying(read -> assertThat(verifying(read)).contains(SECOND));
        assertThat(keys.readAfter(clock.instant())).isEmpty();
    }

    @Test
    void withoutACurrentKeyTheyCannotBeRead() {
        assertThatThrownBy(keys::known).isInstanceOf(SdkException.class);
        create("too-short");
        assertThatThrownBy(keys::known).isInstanceOf(SdkException.class);
        secrets.putSecretValue(request -> request.secretId(name).secretBinary(SdkBytes.fromUtf8String(FIRST)));
        assertThatThrownBy(keys::known).isInstanceOf(SdkException.class);
        rotate(FIRST);
        assertThat(verifying(keys.known())).containsExactly(FIRST);
    }

    @Test
    void aPreviousKeyThatCannotBeUsedIsLeftOut() {
        create("a-placeholder");
        rotate(FIRST);
        assertThat(verifying(keys.known())).containsExactly(FIRST);
        assertThat(secrecy.lines()).anyMatch(line -> line.contains("too short") && line.contains("AWSPREVIOUS"));
    }

    @Test
    void whatCannotBeReadAgainIsAnErrorAndTheOldOnesStay() {
        create(FIRST);
        SealKeys.Keys known = keys.known();
        clock.advance(Duration.ofMinutes(1));
        faults.refuseToRead(secret -> true);
        assertThatThrownBy(() -> keys.readAfter(clock.instant())).isInstanceOf(SdkException.class);
        assertThat(keys.known()).isSameAs(known);
    }

    private static List<String> verifying(SealKeys.Keys read) {
        return List.of(FIRST, SECOND, THIRD).stream()
                .filter(key -> read.seals().stream()
                        .anyMatch(seal -> seal.verifies(
                                "id", "1", "body", Seal.ofText(key).sign("id", "1", "body"))))
                .toList();
    }

    private void create(String key) {
        secrets.createSecret(request -> request.name(name).secretString(secrecy.token(key)));
    }

    private void rotate(String key) {
        secrets.putSecretValue(request -> request.secretId(name).secretString(secrecy.token(key)));
    }
}
