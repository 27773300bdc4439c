package dev.sluice.agent;

import dev.sluice.aws.AwsAccess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;

/** A client of Secrets Manager that notes what is written, and refuses what a test wants it to. */
public final class AwsWithFaults implements ExecutionInterceptor {

    private final List<String> written = new ArrayList<>();
    private volatile Predicate<String> refusesToWrite = name -> false;
    private volatile Predicate<String> refusesToRead = name -> false;

    /** The environment that leads to an endpoint. */
    public static Map<String, String> environment(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_REGION",
                "eu-west-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    public SecretsManagerClient secrets(URI endpoint) {
        return AwsAccess.of(environment(endpoint))
                .configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.addExecutionInterceptor(this))
                .build();
    }

    public void refuseToWrite(Predicate<String> name) {
        refusesToWrite = name;
    }

    public void refuseToRead(Predicate<String> name) {
        refusesToRead = name;
    }

    /** The names of the secrets that were written since the last call, in order. */
    public List<String> written() {
        synchronized (written) {
            List<String> names = List.copyOf(written);
            written.clear();
            return names;
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case PutSecretValueRequest put -> refuse(refusesToWrite, put.secretId());
            case CreateSecretRequest create -> refuse(refusesToWrite, create.name());
            case GetSecretValueRequest get -> refuse(refusesToRead, get.secretId());
            default -> {}
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        synchronized (written) {
            switch (context.request()) {
                case PutSecretValueRequest put -> written.add(put.secretId());
                case CreateSecretRequest create -> written.add(create.name());
                default -> {}
            }
        }
    }

    private static void refuse(Predicate<String> fault, String name) {
        if (fault.test(name)) {
            throw SdkClientException.create("a fault that a test wanted, with a s3cret in it");
        }
    }
}
