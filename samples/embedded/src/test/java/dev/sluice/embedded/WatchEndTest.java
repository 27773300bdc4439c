package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchEndTest {

    @Test
    void aWatchThatEndsWithEventsUnderWayHoldsUpNobody() {
        try (EmbeddedKube kube = EmbeddedKube.start()) {
            KubernetesClient client = kube.client();
            client.resource(configMap("0")).create();
            long start = System.nanoTime();
            for (int i = 1; i <= 100; i++) {
                Watch watch = client.configMaps().inNamespace("default").watch(new Ignore());
                client.resource(configMap(Integer.toString(i))).update();
                watch.close();
                // finds the watch half closed, now and then
                client.resource(configMap("again " + i)).update();
            }
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("watched")
                            .get())
                    .isNotNull();

            // one that is held up is held up for a minute; one that gets no answer fails
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
        }
    }

    private static ConfigMap configMap(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("watched")
                .withNamespace("default")
                .endMetadata()
                .addToData("value", value)
                .build();
    }

    private static final class Ignore implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap resource) {
            // only that it comes matters
        }

        @Override
        public void onClose(WatcherException cause) {
            // likewise
        }
    }
}
