package dev.sluice.function.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.route.ReceiverSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every reader of tokens does. */
public abstract class TokenReaderContract {

    private static final Duration BUDGET = Duration.ofSeconds(20);
    /** A store may cut a time to whole seconds, and have a clock of its own. */
    private static final Duration LEEWAY = Duration.ofSeconds(2);

    private final String name = "sluice-test-" + UUID.randomUUID() + "/prod/tokens/apps/webhook.token";

    /** The reader. */
    protected abstract TokenReader reader();

    /** Makes a token, or gives it another value. */
    protected abstract void put(String secret, String value);

    /** Makes a token of bytes. */
    protected abstract void put(String secret, byte[] value);

    /** Deletes a token, so that it could be had back. */
    protected abstract void delete(String secret);

    @Test
    void theCurrentVersionIsReadWithTheTimeAtWhichItWasMade() throws InterruptedException {
        put(name, "one");
        Thread.sleep(LEEWAY.plusSeconds(2));
        Instant before = Instant.now();
        put(name, "zw\u00f6\n");

        TokenReading.Read read = read(Stage.CURRENT);
        assertThat(read.secret().token()).contains("zwö\n".getBytes(UTF_8));
        assertThat(read.created()).isBetween(before.minus(LEEWAY), Instant.now().plus(LEEWAY));
    }

    @Test
    void theVersionBeforeItIsReadToo() {
        put(name, "one");
        assertThat(reader().read(name, Stage.PREVIOUS, BUDGET)).isEqualTo(new TokenReading.Absent());

        put(name, "two");
        assertThat(read(Stage.CURRENT).secret().token()).contains("two".getBytes(UTF_8));
        assertThat(read(Stage.PREVIOUS).secret().token()).contains("one".getBytes(UTF_8));

        put(name, "three");
        assertThat(read(Stage.PREVIOUS).secret().token()).contains("two".getBytes(UTF_8));
    }

    @Test
    void aJsonObjectIsTheWholeSecret() {
        put(name, "{\"token\":\"s3cret\",\"email\":\"a@example.com\"}");

        ReceiverSecret secret = read(Stage.CURRENT).secret();
        assertThat(secret.token()).contains("s3cret".getBytes(UTF_8));
        assertThat(secret.text("email")).contains("a@example.com");
    }

    @Test
    void bytesAreTheToken() {
        byte[] bytes = {0, 1, (byte) 0xff, '{', '}'};
        put(name, bytes);

        assertThat(read(Stage.CURRENT).secret().token()).contains(bytes);
    }

    @Test
    void whatIsNotThereOrIsBeingDeletedIsAbsent() {
        assertThat(reader().read(name, Stage.CURRENT, BUDGET)).isEqualTo(new TokenReading.Absent());

        put(name, "s3cret");
        delete(name);
        assertThat(reader().read(name, Stage.CURRENT, BUDGET)).isEqualTo(new TokenReading.Absent());
    }

    private TokenReading.Read read(Stage stage) {
        TokenReading reading = reader().read(name, stage, BUDGET);
        assertThat(reading).isInstanceOf(TokenReading.Read.class);
        return (TokenReading.Read) reading;
    }
}
