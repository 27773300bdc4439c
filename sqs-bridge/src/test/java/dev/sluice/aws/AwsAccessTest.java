package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class AwsAccessTest {

    @Test
    void aClientGoesWhereTheEnvironmentSays() {
        AwsAccess access = AwsAccess.of(Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "session"));

        try (SqsClient client = access.configure(SqsClient.builder()).build()) {
            var configuration = client.serviceClientConfiguration();
            assertThat(configuration.endpointOverride()).contains(URI.create("http://127.0.0.1:4566"));
            assertThat(configuration.region()).isEqualTo(Region.EU_WEST_1);
            assertThat(configuration.credentialsProvider().resolveIdentity().join())
                    .isEqualTo(AwsSessionCredentials.create("id", "secret", "session"));
        }
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        AwsAccess access = AwsAccess.of(Map.of("AWS_ENDPOINT_URL", "", "AWS_REGION", ""));

        try (SqsClient client = access.configure(SqsClient.builder().region(Region.EU_NORTH_1))
                        .build();
                SqsClient untouched =
                        SqsClient.builder().region(Region.EU_NORTH_1).build()) {
            var configuration = client.serviceClientConfiguration();
            assertThat(configuration.endpointOverride())
                    .isEqualTo(untouched.serviceClientConfiguration().endpointOverride());
            assertThat(configuration.region()).isEqualTo(Region.EU_NORTH_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4566", "ftp://localhost", "http://[", "http://local host"})
    void anEndpointThatIsNoUrlIsRefused(String endpoint) {
        assertThatIllegalArgumentException().isThrownBy(() -> AwsAccess.of(Map.of("AWS_ENDPOINT_URL", endpoint)));
    }
}
