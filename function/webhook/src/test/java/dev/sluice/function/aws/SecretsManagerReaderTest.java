package dev.sluice.function.aws;

import dev.sluice.embedded.AwsPart;
import dev.sluice.function.routes.SecretReader;
import dev.sluice.function.routes.SecretReaderContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

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

    @Override
    protected SecretReader reader() {
        return new SecretsManagerReader(secrets);
    }

    @Override
    protected void put(String name, String value) {
        try {
            secrets.createSecret(request -> request.name(name).secretString(value));
        } catch (ResourceExistsException e) {
            secrets.putSecretValue(request -> request.secretId(name).secretString(value));
        }
    }
}
