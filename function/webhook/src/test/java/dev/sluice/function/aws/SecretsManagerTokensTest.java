package dev.sluice.function.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.function.tokens.Stage;
import dev.sluice.function.tokens.TokenReader;
import dev.sluice.function.tokens.TokenReaderContract;
import dev.sluice.function.tokens.TokenReading;
import java.net.URI;
import java.time.Duration;
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
class SecretsManagerTokensTest extends TokenReaderContract {

    private final AwsPart part;
    private SecretsManagerClient secrets;

    SecretsManagerTokensTest(AwsPart part) {
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
    void aBudgetThatIsSpentIsNoCall() {
        assertThat(reader().read("any", Stage.CURRENT, Duration.ofMillis(-1)))
                .isEqualTo(new TokenReading.Failed("Timeout"));
    }

    @Test
    void aStoreThatIsNotThereIsAFailure() {
        try (SecretsManagerClient nowhere =
                TestAws.of(URI.create("http://127.0.0.1:1")).secrets()) {
            assertThat(new SecretsManagerTokens(nowhere).read("any", Stage.CURRENT, Duration.ofSeconds(20)))
                    .isEqualTo(new TokenReading.Failed("SdkClientException"));
        }
    }

    @Override
    protected TokenReader reader() {
        return new SecretsManagerTokens(secrets);
    }

    @Override
    protected void put(String name, String value) {
        TestAws.put(secrets, name, value);
    }

    @Override
    protected void put(String name, byte[] value) {
        secrets.createSecret(request -> request.name(name).secretBinary(SdkBytes.fromByteArray(value)));
    }

    @Override
    protected void delete(String name) {
        secrets.deleteSecret(request -> request.secretId(name).recoveryWindowInDays(7L));
    }
}
