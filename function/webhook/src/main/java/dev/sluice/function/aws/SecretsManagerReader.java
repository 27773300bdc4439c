package dev.sluice.function.aws;

import dev.sluice.aws.Errors;
import dev.sluice.function.routes.SecretReader;
import dev.sluice.function.routes.SecretReading;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * Reads secrets from AWS Secrets Manager, by name and in batches; it needs no right to list them.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html">BatchGetSecretValue</a>
 */
public final class SecretsManagerReader implements SecretReader {

    /** The most names that one call takes. */
    private static final int BATCH = 20;

    private static final String NOT_FOUND = "ResourceNotFoundException";

    private final SecretsManagerClient secretsManager;

    /** @param secretsManager the client; its retries are this reader's */
    public SecretsManagerReader(SecretsManagerClient secretsManager) {
        this.secretsManager = secretsManager;
    }

    @Override
    public SecretReading read(List<String> names, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        Map<String, String> values = new HashMap<>();
        Map<String, String> errors = new HashMap<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                return new SecretReading.Failed("Timeout");
            }
            try {
                BatchGetSecretValueResponse response =
                        call(names.subList(from, Math.min(from + BATCH, names.size())), left);
                response.secretValues().forEach(secret -> add(secret, values, errors));
                response.errors().stream()
                        .filter(error -> !NOT_FOUND.equals(error.errorCode()))
                        .forEach(error -> errors.put(error.secretId(), error.errorCode()));
            } catch (SdkException e) {
                return new SecretReading.Failed(Errors.name(e));
            }
        }
        return new SecretReading.Read(values, errors);
    }

    private BatchGetSecretValueResponse call(List<String> batch, Duration budget) {
        return secretsManager.batchGetSecretValue(
                request -> request.secretIdList(batch).overrideConfiguration(c -> c.apiCallTimeout(budget)));
    }

    private static void add(SecretValueEntry secret, Map<String, String> values, Map<String, String> errors) {
        if (secret.secretString() == null) {
            errors.put(secret.name(), "SecretIsBinary");
        } else {
            values.put(secret.name(), secret.secretString());
        }
    }
}
