package dev.sluice.aws;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where AWS is and who asks, from the environment variables that the SDK knows. What is not there is left to the SDK's
 * own chains (IRSA, Pod Identity, the function's role).
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html">Environment variables</a>
 */
public final class AwsAccess {

    private final @Nullable URI endpoint;
    private final @Nullable Region region;
    private final @Nullable AwsCredentialsProvider credentials;

    private AwsAccess(@Nullable URI endpoint, @Nullable Region region, @Nullable AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * Reads the variables {@code AWS_ENDPOINT_URL}, {@code AWS_REGION}, {@code AWS_ACCESS_KEY_ID},
     * {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}.
     *
     * @throws IllegalArgumentException when {@code AWS_ENDPOINT_URL} is no http or https URL
     */
    public static AwsAccess of(Map<String, String> environment) {
        String endpoint = environment.get("AWS_ENDPOINT_URL");
        String region = environment.get("AWS_REGION");
        return new AwsAccess(
                endpoint == null || endpoint.isEmpty() ? null : endpoint(endpoint),
                region == null || region.isEmpty() ? null : Region.of(region),
                credentials(environment));
    }

    /** Gives a client's builder what is known. */
    public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (region != null) {
            builder.region(region);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return builder;
    }

    /**
     * Looks for the region where the SDK does, if the environment does not name it.
     *
     * @throws IllegalArgumentException when there is none; one sentence that names the variable
     */
    public void requireRegion() {
        try {
            if (region == null) {
                new DefaultAwsRegionProviderChain().getRegion();
            }
        } catch (SdkClientException e) {
            throw new IllegalArgumentException("AWS_REGION: must name the region, or the AWS profile must", e);
        }
    }

    private static URI endpoint(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("AWS_ENDPOINT_URL: must be an http or https URL");
        }
        return URI.create(url);
    }

    private static @Nullable AwsCredentialsProvider credentials(Map<String, String> environment) {
        String id = environment.get("AWS_ACCESS_KEY_ID");
        String secret = environment.get("AWS_SECRET_ACCESS_KEY");
        if (id == null || secret == null) {
            return null;
        }
        String session = environment.get("AWS_SESSION_TOKEN");
        return StaticCredentialsProvider.create(
                session == null || session.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, session));
    }
}
