package dev.sluice.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The soak in brief: on the real kube-apiserver where there is one, else on the embedded API. */
class SoakTest {

    @Test
    void noAcceptedDeliveryIsLostWhileEverythingFails() throws Exception {
        SoakReport report = SoakRun.run(SoakSettings.brief(), List.of("-XX:+UseSerialGC", "-Xmx64m"));

        System.out.println(report);
        assertThat(report.failures()).as(report.toString()).isEmpty();
    }
}
