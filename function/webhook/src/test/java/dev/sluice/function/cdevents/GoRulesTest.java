package dev.sluice.function.cdevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.GoRule;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What Go's libraries were measured to do (src/test/resources/go) is done here, too. */
class GoRulesTest {

    @Test
    void eventsAreValidWhereTheSdkTakesThem() {
        assertSame("cdevents", 800, rule -> CDEvent.isValid(rule.input()));
    }

    @Test
    void timesAreValidWhereGoReadsAndWritesThem() {
        assertSame("time", 250, rule -> Timestamp.isReadable(rule.text()) && Timestamp.isWritable(rule.text()));
    }

    @Test
    void referencesAreValidWhereGoParsesThem() {
        assertSame("uri", 400, rule -> UriReference.isValid(rule.text()));
    }

    @Test
    void packageUrlsAreValidWhereTheLibraryParsesThem() {
        assertSame("purl", 300, rule -> PackageUrl.isValid(rule.text()));
    }

    private static void assertSame(String name, int atLeast, Predicate<GoRule> ours) {
        assertThat(GoRule.all(name))
                .hasSizeGreaterThan(atLeast)
                .allSatisfy(rule -> assertThat(ours.test(rule)).isEqualTo(rule.ok()));
    }
}
