package dev.sluice.function.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.function.routes.SecretReader;
import dev.sluice.function.routes.SecretReaderContract;
import dev.sluice.function.routes.SecretReading;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class SecretsManagerReaderTest extends SecretReaderContract {

    private final AwsPart part;
    private SecretsManagerClient secrets;

    SecretsManagerReaderTest(AwsPart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        secrets = TestAws.of(part.endpoint()).secrets();
    }

    @AfterEach
    void disconnect() {
        if (secrets != null) {
            secrets.close();
        }
    }

    @Test
    void aBinarySecretIsAnErrorOfItsOwn() {
        String name = "sluice-test-" + UUID.randomUUID();
        secrets.createSecret(request -> request.name(name).secretBinary(SdkBytes.fromByteArray(new byte[] {1})));

        assertThat(reader().read(List.of(name), Duration.ofSeconds(20)))
                .isEqualTo(new SecretReading.Read(Map.of(), Map.of(name, "SecretIsBinary")));
    }

    @Test
    void aBudgetThatIsSpentIsNoCall() {
        assertThat(reader().read(List.of("any"), Duration.ZERO)).isEqualTo(new SecretReading.Failed("Timeout"));
    }

    @Test
    void aStoreThatIsNotThereIsAFailure() {
        try (SecretsManagerClient nowhere =
                TestAws.of(URI.create("http://127.0.0.1:1")).secrets()) {
            assertThat(new SecretsManagerReader(nowhere).read(List.of("any"), Duration.ofSeconds(20)))
                    .isEqualTo(new SecretReading.Failed("SdkClientException"));
        }
    }

    @Override
    protected SecretReader reader() {
        return new SecretsManagerReader(secrets);
    }

    @Override
    protected void put(String name, String value) {
        TestAws.put(secrets, name, value);
    }
}
