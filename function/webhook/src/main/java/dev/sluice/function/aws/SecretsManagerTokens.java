package dev.sluice.function.aws;

import dev.sluice.aws.Errors;
import dev.sluice.function.tokens.Stage;
import dev.sluice.function.tokens.TokenReader;
import dev.sluice.function.tokens.TokenReading;
import dev.sluice.route.ReceiverSecret;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Reads tokens from AWS Secrets Manager, one version at a time: a batch gives no other than the current one.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
public final class SecretsManagerTokens implements TokenReader {

    private final SecretsManagerClient secretsManager;

    /** @param secretsManager the client; its retries are this reader's */
    public SecretsManagerTokens(SecretsManagerClient secretsManager) {
        this.secretsManager = secretsManager;
    }

    @Override
    public TokenReading read(String name, Stage stage, Duration budget) {
        if (!budget.isPositive()) {
            return new TokenReading.Failed("Timeout");
        }
        try {
            GetSecretValueResponse secret = secretsManager.getSecretValue(request -> request.secretId(name)
                    .versionStage(stage.label())
                    .overrideConfiguration(c -> c.apiCallTimeout(budget)));
            return new TokenReading.Read(content(secret), created(secret));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // the second: it is being deleted
            return new TokenReading.Absent();
        } catch (SdkException e) {
            return new TokenReading.Failed(Errors.name(e));
        }
    }

    private static ReceiverSecret content(GetSecretValueResponse secret) {
        if (secret.secretString() != null) {
            return ReceiverSecret.ofText(secret.secretString());
        }
        return secret.secretBinary() == null
                ? ReceiverSecret.ABSENT
                : ReceiverSecret.ofToken(secret.secretBinary().asByteArray());
    }

    /** Long ago, if the store does not say: then no grace runs. */
    private static Instant created(GetSecretValueResponse secret) {
        return secret.createdDate() == null ? Instant.EPOCH : secret.createdDate();
    }
}
