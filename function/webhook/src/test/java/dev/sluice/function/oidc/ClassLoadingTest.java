package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A function without tokens must not pay for them at its start. */
class ClassLoadingTest {

    /** A function's life in a JVM of its own. */
    static final class OneWebhook {

        private OneWebhook() {}

        public static void main(String... type) {
            Route route = Route.ready(
                    "0".repeat(64), new ReceiverName("flux-system", "receiver"), type[0], List.of(), List.of());
            Headers headers = Headers.of(List.of(Map.entry("Authorization", "Bearer e30.e30.e30")));
            Webhook webhook = new Webhook("POST", "/", headers, new byte[0], "id", Instant.EPOCH);
            System.out.println(Verifiers.all().verify(webhook, route, Instant.EPOCH));
        }
    }

    @Test
    void joseIsLoadedByTheFirstTokenOnly() throws Exception {
        assertThat(loaded("github"))
                .contains("dev.sluice.function.verify.GenericOidcVerifier")
                .doesNotContain("com.nimbusds", "dev.sluice.function.oidc.SafeHttps", "javax.net.ssl.");
        assertThat(loaded("generic-oidc")).contains("dev.sluice.function.oidc.SafeHttps");
    }

    private static String loaded(String type) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneWebhook.class.getName(),
                        type)
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        return output;
    }
}
