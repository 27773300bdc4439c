package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/** What the stand-in of Secrets Manager promises is what other implementations do. */
@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class SecretsManagerContractTest {
    private final AwsPart part;
    private final String name = "sluice/test/" + UUID.randomUUID();
    private SecretsManagerClient secrets;

    SecretsManagerContractTest(AwsPart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        secrets = AwsClients.secrets(part.endpoint());
    }

    @AfterEach
    void disconnect() {
        if (secrets != null) {
            secrets.close();
        }
    }

    @Test
    void aSecretIsFoundByNameByArnAndByArnWithoutItsSuffix() {
        CreateSecretResponse created = create("one");
        assertThat(created.arn()).matches("arn:aws:secretsmanager:eu-west-1:\\d{12}:secret:" + name + "-\\w{6}");
        String partialArn = created.arn().substring(0, created.arn().length() - 7);
        for (String id : List.of(name, created.arn(), partialArn)) {
            GetSecretValueResponse got = secrets.getSecretValue(r -> r.secretId(id));
            assertThat(got.secretString()).isEqualTo("one");
            assertThat(got.name()).isEqualTo(name);
            assertThat(got.arn()).isEqualTo(created.arn());
            assertThat(got.versionId()).isEqualTo(created.versionId());
            assertThat(got.versionStages()).containsExactly("AWSCURRENT");
        }
    }

    @Test
    void aNewVersionMakesTheOldOnePrevious() {
        String first = create("one").versionId();
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name).versionStage("AWSPREVIOUS")))
                .isInstanceOf(ResourceNotFoundException.class);
        PutSecretValueResponse second =
                secrets.putSecretValue(r -> r.secretId(name).secretString("two"));
        assertThat(second.versionStages()).containsExactly("AWSCURRENT");

        assertThat(at("AWSCURRENT")).isEqualTo("two");
        assertThat(at("AWSPREVIOUS")).isEqualTo("one");
        assertThat(secrets.describeSecret(r -> r.secretId(name)).versionIdsToStages())
                .isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), second.versionId(), List.of("AWSCURRENT")));

        secrets.putSecretValue(r -> r.secretId(name).secretString("three"));
        assertThat(at("AWSPREVIOUS")).isEqualTo("two");
        assertThat(secrets.getSecretValue(r -> r.secretId(name).versionId(second.versionId()))
                        .secretString())
                .isEqualTo("two");
    }

    @Test
    void bytesComeBackAsBytes() {
        byte[] bytes = {0, 1, (byte) 0xff};
        secrets.createSecret(r -> r.name(name).secretBinary(SdkBytes.fromByteArray(bytes)));
        GetSecretValueResponse got = secrets.getSecretValue(r -> r.secretId(name));
        assertThat(got.secretBinary().asByteArray()).isEqualTo(bytes);
        assertThat(got.secretString()).isNull();
    }

    @Test
    void whatIsMissingIsNotFound() {
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId(name).secretString("x")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> secrets.describeSecret(r -> r.secretId(name)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aBatchGivesWhatIsThereAndNamesWhatIsMissing() {
        create("one");
        String missing = name + "-missing";
        BatchGetSecretValueResponse batch = secrets.batchGetSecretValue(r -> r.secretIdList(name, missing));
        assertThat(batch.secretValues())
                .extracting(SecretValueEntry::name, SecretValueEntry::secretString)
                .containsExactly(tuple(name, "one"));
        assertThat(batch.errors())
                .extracting(APIErrorType::secretId, APIErrorType::errorCode)
                .containsExactly(tuple(missing, "ResourceNotFoundException"));
    }

    @Test
    void aListIsFilteredByPrefixAndPaged() {
        for (int i = 0; i < 3; i++) {
            String secret = name + "/" + i;
            secrets.createSecret(r -> r.name(secret).secretString("x"));
        }
        List<String> names = secrets
                .listSecretsPaginator(r -> r.maxResults(2)
                        .filters(Filter.builder()
                                .key(FilterNameStringType.NAME)
                                .values(name)
                                .build()))
                .stream()
                .flatMap(page -> page.secretList().stream())
                .map(SecretListEntry::name)
                .toList();
        assertThat(names).containsExactlyInAnyOrder(name + "/0", name + "/1", name + "/2");
    }

    private CreateSecretResponse create(String value) {
        return secrets.createSecret(r -> r.name(name).secretString(value));
    }

    private String at(String stage) {
        return secrets.getSecretValue(r -> r.secretId(name).versionStage(stage)).secretString();
    }
}
