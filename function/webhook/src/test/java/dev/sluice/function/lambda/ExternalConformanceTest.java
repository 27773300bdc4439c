package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.TestFunction;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With external tokens the answers are the same: all of {@link ConformanceTest} again. */
class ExternalConformanceTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theAnswerIsThatOfFlux(ConformanceCase given) throws IOException {
        TestFunction function = given.externalFunction();

        int status = ConformanceTest.answer(function, given);

        assertThat(status).as(given.name()).isEqualTo(given.expected());
        assertThat(function.events()).as(given.name()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void everyTokenThatCountsWasReadFromTheStore() throws IOException {
        int read = 0;
        int accepted = 0;
        for (ConformanceCase given : cases().toList()) {
            TestFunction function = given.externalFunction();
            boolean queued = ConformanceTest.answer(function, given) == 200;
            List<String> reads = function.secrets().tokenReads();
            assertThat(reads).hasSizeLessThanOrEqualTo(1);
            read += reads.size();
            accepted += queued ? 1 : 0;
            assertThat(queued && reads.isEmpty()).as(given.name()).isFalse();
        }
        assertThat(accepted).isPositive();
        assertThat(read).isGreaterThan(accepted);
    }

    static Stream<ConformanceCase> cases() {
        return ConformanceTest.cases();
    }
}
