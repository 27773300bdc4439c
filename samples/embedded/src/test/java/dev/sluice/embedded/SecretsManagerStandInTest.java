package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What AWS documents and the stand-in does, but not every other emulator: where one of those differs is said. */
class SecretsManagerStandInTest {
    private final String name = "sluice/test/" + UUID.randomUUID();
    private final EmbeddedAws aws = EmbeddedAws.start();
    private final SecretsManagerClient secrets = AwsClients.secrets(aws.endpoint());

    @AfterEach
    void disconnect() {
        secrets.close();
        aws.close();
    }

    /** Not so in MiniStack. */
    @Test
    void aVersionAndAStageThatDoNotBelongTogetherAreRefused() {
        String first = create("one").versionId();
        secrets.putSecretValue(r -> r.secretId(name).secretString("two"));
        assertThatThrownBy(() -> secrets.getSecretValue(
                        r -> r.secretId(name).versionId(first).versionStage("AWSCURRENT")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> secrets.getSecretValue(
                        r -> r.secretId(name).versionId(UUID.randomUUID().toString())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    /** Not so in LocalStack, MiniStack. */
    @Test
    void aBatchHoldsTwentyAtMost() {
        List<String> names = IntStream.range(0, 21).mapToObj(i -> name + i).toList();
        assertThat(secrets.batchGetSecretValue(r -> r.secretIdList(names.subList(0, 20)))
                        .errors())
                .hasSize(20);
        assertThatThrownBy(() -> secrets.batchGetSecretValue(r -> r.secretIdList(names)))
                .isInstanceOf(SecretsManagerException.class);
    }

    /** Not so in LocalStack, MiniStack. */
    @Test
    void creatingTwiceFailsUnlessItIsTheSameRequest() {
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

    /** Not so in MiniStack. */
    @Test
    void puttingTheSameRequestTwiceMakesOneVersion() {
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

    /** Not so in LocalStack, MiniStack. */
    @Test
    void aValueMayHave65536Bytes() {
        create("x".repeat(65_536));
        assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId(name).secretString("x".repeat(65_537))))
                .isInstanceOf(SecretsManagerException.class);
    }

    /** Not so in MiniStack. */
    @Test
    void aForcedDeletionIsAtOnceAndForgivesWhatIsMissing() {
        create("one");
        secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name)))
                .isInstanceOf(ResourceNotFoundException.class);
        secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
        create("two");
        assertThat(at("AWSCURRENT")).isEqualTo("two");
    }

    /** Not so in MiniStack. */
    @Test
    void aDeletionWithRecoveryClosesTheSecret() {
        create("one");
        assertThat(secrets.deleteSecret(r -> r.secretId(name).recoveryWindowInDays(7L))
                        .deletionDate())
                .isNotNull();
        assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(name)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create("two")).isInstanceOf(InvalidRequestException.class);
        assertThat(secrets.describeSecret(r -> r.secretId(name)).deletedDate()).isNotNull();
    }

    /** Not so in LocalStack, MiniStack. */
    @Test
    void aStringAndBytesAtOnceAreRefused() {
        create("one");
        assertThatThrownBy(() -> secrets.putSecretValue(
                        r -> r.secretId(name).secretString("x").secretBinary(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId(name)))
                .isInstanceOf(InvalidRequestException.class);
    }

    private CreateSecretResponse create(String value) {
        return secrets.createSecret(r -> r.name(name).secretString(value));
    }

    private String at(String stage) {
        return secrets.getSecretValue(r -> r.secretId(name).versionStage(stage)).secretString();
    }
}
