package dev.sluice.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePatternTest {

    private static final QueuePattern DEFAULT = new QueuePattern(QueuePattern.DEFAULT, "sluice", "prod");

    @ParameterizedTest
    @CsvSource({
        "apps,   sluice-prod-events-apps-images,    true",
        "apps,   sluice-prod-events-apps-Images_2,  true",
        "team-a, sluice-prod-events-team-a-images,  true",
        "apps,   sluice-prod-events-other-images,   false",
        "apps,   sluice-prod-events-apps-,          false",
        "apps,   sluice-prod-events-apps,           false",
        "apps,   sluice-prod,                       false",
        "apps,   sluice-prod-dlq,                   false",
        "apps,   sluice-prod-events-apps-images-dlq, false",
        "team,   sluice-prod-events-team-a-images,  false",
        "apps,   sluice-test-events-apps-images,    false",
        "apps,   other-prod-events-apps-images,     false",
        "apps,   xsluice-prod-events-apps-images,   false",
        "apps,   sluice-prod-events-apps-images.fifo, false",
    })
    void byDefaultANamespaceHasTheQueuesThatBearItsName(String namespace, String queue, boolean allowed) {
        assertThat(DEFAULT.allows(namespace, queue)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-events-apps-images",
                "arn:aws:sqs:eu-west-1:123456789012:sluice-prod-events-apps-images",
                "sluice-prod-events-apps-a/../../x",
                ""
            })
    void aUrlOrAnArnIsNoName(String queue) {
        assertThat(DEFAULT.allows("apps", queue)).isFalse();
        assertThat(new QueuePattern("**", "sluice", "prod").allows("apps", queue))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "**,                      anything-at_all,   true",
        "events_<namespace>_**,   events_apps_a-b,   true",
        "events_<namespace>_**,   events_other_a-b,  false",
        "fixed,                   fixed,             true",
        "fixed,                   fixes,             false",
        "<cluster>-<namespace>,   prod-apps,         true",
    })
    void theOperatorMaySetAnotherPattern(String pattern, String queue, boolean allowed) {
        assertThat(new QueuePattern(pattern, "sluice", "prod").allows("apps", queue))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "<nobody>-*", "a.*", "[a]", "***.", "<namespace", "a/b"})
    void whatIsNoPatternIsSaidAtTheStart(String pattern) {
        assertThatThrownBy(() -> new QueuePattern(pattern, "sluice", "prod"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<namespace>");
    }

    @ParameterizedTest
    @CsvSource({"apps, sluice-prod-events-apps-*", "team-a, sluice-prod-events-team-a-*"})
    void peopleAreToldTheirNamespacesPattern(String namespace, String text) {
        assertThat(DEFAULT.describe(namespace)).isEqualTo(text);
    }

    /** However namespaces and queues are called: no queue is allowed to two namespaces. */
    @Property
    void noQueueBelongsToTwoNamespaces(
            @ForAll("namespaces") String one, @ForAll("namespaces") String other, @ForAll("queues") String rest) {
        Assume.that(!one.equals(other));
        String queue = "sluice-prod-events-" + one + "-" + rest;
        assertThat(DEFAULT.allows(one, queue) && DEFAULT.allows(other, queue)).isFalse();
    }

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.strings()
                .withChars("ab-")
                .ofMinLength(1)
                .ofMaxLength(5)
                .filter(name -> !name.startsWith("-") && !name.endsWith("-"));
    }

    @Provide
    Arbitrary<String> queues() {
        return Arbitraries.strings().withChars("ab-_").ofMinLength(1).ofMaxLength(5);
    }
}
