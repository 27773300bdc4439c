package dev.sluice.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ReceiverReader;
import dev.sluice.agent.receiver.ReceiverResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class FilterCheckTest {

    private final FilterCheck filters = new FilterCheck(new Filters());

    @Test
    void aReceiverWithoutFiltersHasNoMistake() {
        assertThat(filters.mistake(receiver("generic", "", ""))).isEmpty();
    }

    @Test
    void filtersThatCompileHaveNoMistake() {
        assertThat(filters.mistake(receiver("github", "req.ref == 'refs/heads/main'", "res.metadata.name == req.name")))
                .isEmpty();
    }

    @Test
    void aMistakeInEitherFilterIsFound() {
        assertThat(filters.mistake(receiver("github", "req.ref ==", ""))).isPresent();
        assertThat(filters.mistake(receiver("github", "", "requrest.body == 'x'")))
                .isPresent();
        assertThat(filters.mistake(receiver("github", "'text'", ""))).isPresent();
    }

    @Test
    void onlyGenericOidcSeesClaims() {
        assertThat(filters.mistake(receiver("github", "claims.sub == 'x'", ""))).isPresent();
        assertThat(filters.mistake(receiver("generic-oidc", "claims.sub == 'x'", "")))
                .isEmpty();
    }

    @Test
    void aMendedFilterIsLookedAtAgain() {
        assertThat(filters.mistake(receiver("github", "req.ref ==", ""))).isPresent();
        assertThat(filters.mistake(receiver("github", "req.ref == 'x'", ""))).isEmpty();
    }

    private static Receiver receiver(String type, String resourceFilter, String filter) {
        return ReceiverReader.read(
                Serialization.unmarshal("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: app, namespace: apps}
                spec:
                  type: %s
                  resourceFilter: "%s"
                  resources: [{kind: GitRepository, name: app, filter: "%s"}]
                """.formatted(type, resourceFilter, filter), ReceiverResource.class));
    }
}
