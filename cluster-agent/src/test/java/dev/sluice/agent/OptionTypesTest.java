package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionTypesTest {

    @ParameterizedTest
    @CsvSource({
        "0,             0",
        "0s,            0",
        "500ms,         500",
        "90s,           90000",
        "1m,            60000",
        "1h30m,         5400000",
        "1.5h,          5400000",
        "1h0m0.5s,      3600500",
        "1m1ms,         60001",
        "999999999h,    3599999996400000",
    })
    void durationsAreWrittenAsInFlux(String text, long millis) {
        assertThat(OptionTypes.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1 s", "1S", "1d", "PT1M", "1m30", ".5s", "1.s", "1234567890s", "+1s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> OptionTypes.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("1h30m");
    }

    @Test
    void anAddressIsHostAndPortOrAPortOnAllAddresses() {
        assertThat(OptionTypes.address("127.0.0.1:8080")).hasToString("/127.0.0.1:8080");
        assertThat(OptionTypes.address("[::1]:1")).hasToString("/[0:0:0:0:0:0:0:1]:1");
        assertThat(OptionTypes.address(":8080")).isEqualTo(new InetSocketAddress(8080));
        assertThat(OptionTypes.address("127.0.0.1:0").getPort()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8080", "localhost", "localhost:", "localhost:http", "127.0.0.1:99999", ":-1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> OptionTypes.address(text)).isInstanceOf(TypeConversionException.class);
    }
}
