package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
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
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

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
    void aVersionAndAStageThatDoNotBelongTogetherAreRefused() {
        exceptOn("MiniStack");
        String first = create("one").versionId();
        secrets.putSecretValue(r -> r.secretId(name).secretString("two"));
        assertThatThrownBy(() -> secrets.getSecretValue(
                        r -> r.secretId(name).versionId(first).versionStage("AWSCURRENT")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> secrets.getSecretValue(
                        r -> r.secretId(name).versionId(UUID.randomUUID().toString())))
                .isInstanceOf(ResourceNotFoundException.class);
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
    void aBatchHoldsTwentyAtMost() {
        exceptOn("LocalStack", "MiniStack");
        List<String> names = IntStream.range(0, 21).mapToObj(i -> name + i).toList();
        assertThat(secrets.batchGetSecretValue(r -> r.secretIdList(names.subList(0, 20)))
                        .errors())
                .hasSize(20);
        assertThatThrownBy(() -> secrets.batchGetSecretValue(r -> r.secretIdList(names)))
                .isInstanceOf(SecretsManagerException.class);
    }

    @Test
    void creatingTwiceFailsUnlessItIsTheSameRequest() {
        exceptOn("LocalStack", "MiniStack");
        String token = UUID.randomUUID().toString();
        String arn = secrets.createSecret(r -> r.name(name).secretString("one").clientRequestToken(token))
                .arn();
        assertThat(secrets.createSecret(r -> r.name(name).secretString("one").clientRequestToken(token))
                        .arn())
                .isEqualTo(arn);
        assertThatThrownBy(() -> secrets.createSecret(
                        r -> r.name(name).secretString("two").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() -> create("one")).isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void puttingTheSameRequestTwiceMakesOneVersion() {
        exceptOn("MiniStack");
        create("one");
        String token = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            assertThat(secrets.putSecretValue(
                                    r -> r.secretId(name).secretString("two").clientRequestToken(token))
                            .versionId())
                    .isEqualTo(token);
        }
        assertThat(at("AWSPREVIOUS")).isEqualTo("one");
        assertThatThrownBy(() -> secrets.putSecretValue(
                        r -> r.secretId(name).secretString("three").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void aValueMayHave65536Bytes() {
        exceptOn("LocalStack", "MiniStack");
        create("x".repeat(65_536));
        assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId(name).secretString("x".repeat(65_537))))
                .isInstanceOf(SecretsManagerException.class);
    }

    @Test
    void aForcedDeletionIsAtOnceAndForgivesWhatIsMissing() {
        exceptOn("MiniStack");
        create("one");
        secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name)))
                .isInstanceOf(ResourceNotFoundException.class);
        secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
        create("two");
        assertThat(at("AWSCURRENT")).isEqualTo("two");
    }

    @Test
    void aDeletionWithRecoveryClosesTheSecret() {
        exceptOn("MiniStack");
        create("one");
        assertThat(secrets.deleteSecret(r -> r.secretId(name).recoveryWindowInDays(7L))
                        .deletionDate())
                .isNotNull();
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create("two")).isInstanceOf(InvalidRequestException.class);
        assertThat(secrets.describeSecret(r -> r.secretId(name)).deletedDate()).isNotNull();
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

    @Test
    void aStringAndBytesAtOnceAreRefused() {
        exceptOn("LocalStack", "MiniStack");
        create("one");
        assertThatThrownBy(() -> secrets.putSecretValue(
                        r -> r.secretId(name).secretString("x").secretBinary(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId(name)))
                .isInstanceOf(InvalidRequestException.class);
    }

    /** These do not do what AWS documents. */
    private void exceptOn(String... parts) {
        Assumptions.assumeFalse(
                List.of(parts).contains(part.name()), () -> part + ": not run, because it differs from AWS here");
    }

    private CreateSecretResponse create(String value) {
        return secrets.createSecret(r -> r.name(name).secretString(value));
    }

    private String at(String stage) {
        return secrets.getSecretValue(r -> r.secretId(name).versionStage(stage)).secretString();
    }
}
