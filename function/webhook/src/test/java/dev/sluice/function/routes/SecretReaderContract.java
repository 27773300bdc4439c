package dev.sluice.function.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every reader of secrets does. */
public abstract class SecretReaderContract {

    private static final Duration BUDGET = Duration.ofSeconds(20);

    private final String prefix = "sluice-test-" + UUID.randomUUID();

    /** The reader. */
    protected abstract SecretReader reader();

    /** Makes a secret, or gives it another value. */
    protected abstract void put(String name, String value);

    @Test
    void secretsAreReadByName() {
        put(prefix + "/clusters", "one");
        put(prefix + "/prod/routes/0", "{\"é\":\"\uD83D\uDE00\"}");

        assertThat(reader().read(List.of(prefix + "/clusters", prefix + "/prod/routes/0"), BUDGET))
                .isEqualTo(new SecretReading.Read(
                        Map.of(prefix + "/clusters", "one", prefix + "/prod/routes/0", "{\"é\":\"\uD83D\uDE00\"}"),
                        Map.of()));
    }

    @Test
    void theCurrentValueIsRead() {
        put(prefix + "/clusters", "one");
        put(prefix + "/clusters", "two");

        assertThat(reader().read(List.of(prefix + "/clusters"), BUDGET))
                .isEqualTo(new SecretReading.Read(Map.of(prefix + "/clusters", "two"), Map.of()));
    }

    @Test
    void whatDoesNotExistIsLeftOut() {
        put(prefix + "/clusters", "one");

        assertThat(reader().read(List.of(prefix + "/clusters", prefix + "/none"), BUDGET))
                .isEqualTo(new SecretReading.Read(Map.of(prefix + "/clusters", "one"), Map.of()));
        assertThat(reader().read(List.of(prefix + "/none"), BUDGET))
                .isEqualTo(new SecretReading.Read(Map.of(), Map.of()));
    }

    @Test
    void anyNumberOfNamesMayBeAskedFor() {
        Map<String, String> expected = new HashMap<>();
        IntStream.range(0, 25).mapToObj(n -> prefix + "/" + n).forEach(name -> {
            put(name, "value of " + name);
            expected.put(name, "value of " + name);
        });
        List<String> names = new ArrayList<>(expected.keySet());
        IntStream.range(0, 20).forEach(n -> names.add(n * 2, prefix + "/none/" + n));

        assertThat(reader().read(names, BUDGET)).isEqualTo(new SecretReading.Read(expected, Map.of()));
        assertThat(reader().read(List.of(), BUDGET)).isEqualTo(new SecretReading.Read(Map.of(), Map.of()));
    }

    @Test
    void aLargeTableIsReadWhole() {
        String large = "x".repeat(60 * 1024);
        put(prefix + "/large", large);

        assertThat(reader().read(List.of(prefix + "/large"), BUDGET))
                .isEqualTo(new SecretReading.Read(Map.of(prefix + "/large", large), Map.of()));
    }
}
