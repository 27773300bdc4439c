package dev.sluice.embedded;

import static java.util.stream.StreamSupport.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The calls of AWS Secrets Manager that Sluice and its users' scripts make, as documented in the
 * <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">API reference</a>.
 */
final class SecretsManager {
    private static final int MAX_BATCH = 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SecretStore store;

    SecretsManager(SecretStore store) {
        this.store = store;
    }

    /**
     * Answers one call.
     *
     * @param operation such as {@code GetSecretValue}
     * @throws AwsError the error answer
     */
    synchronized JsonNode call(String operation, JsonNode request) {
        return switch (operation) {
            case "CreateSecret" -> create(request);
            case "PutSecretValue" -> put(request);
            case "GetSecretValue" -> get(request);
            case "BatchGetSecretValue" -> batchGet(request);
            case "DescribeSecret" ->
                describe(store.find(id(request))
                        .orElseThrow(() -> AwsError.notFound("Secrets Manager can't find the specified secret.")));
            case "DeleteSecret" -> delete(request);
            case "ListSecrets" -> list(request);
            default -> throw new AwsError("UnknownOperationException", "Not known here: " + operation);
        };
    }

    private JsonNode create(JsonNode request) {
        String token = token(request);
        Secret secret = store.create(text(request, "Name"), token, SecretValue.in(request));
        ObjectNode answer = identify(secret);
        if (secret.version(token).isPresent()) {
            answer.put("VersionId", token);
        }
        return answer;
    }

    private JsonNode put(JsonNode request) {
        Secret secret = store.usable(id(request));
        SecretValue value = SecretValue.in(request)
                .orElseThrow(() -> AwsError.invalidRequest("You must provide either SecretString or SecretBinary."));
        List<String> stages = texts(request.path("VersionStages"));
        String token = token(request);
        secret.put(token, value, stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
        ObjectNode answer = identify(secret).put("VersionId", token);
        answer.set("VersionStages", array(secret.stagesOf(token)));
        return answer;
    }

    private JsonNode get(JsonNode request) {
        Secret secret = store.usable(id(request));
        String stage = request.path("VersionStage").asText("");
        String versionId = request.path("VersionId").asText("");
        if (versionId.isEmpty()) {
            return value(secret, stage.isEmpty() ? Secret.CURRENT : stage);
        }
        if (secret.version(versionId).isEmpty()) {
            throw AwsError.notFound(
                    "Secrets Manager can't find the specified secret value for VersionId: " + versionId);
        }
        if (!stage.isEmpty() && !secret.stagesOf(versionId).contains(stage)) {
            throw AwsError.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version(secret, versionId);
    }

    private JsonNode batchGet(JsonNode request) {
        List<String> ids = texts(request.path("SecretIdList"));
        if (ids.isEmpty()) {
            throw AwsError.invalidParameter("Only SecretIdList is known here, and it must not be empty.");
        }
        if (ids.size() > MAX_BATCH) {
            throw AwsError.validation("1 validation error detected: Value at 'secretIdList' failed to satisfy "
                    + "constraint: Member must have length less than or equal to " + MAX_BATCH);
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode values = answer.putArray("SecretValues");
        ArrayNode errors = answer.putArray("Errors");
        for (String id : ids) {
            try {
                values.add(value(store.usable(id), Secret.CURRENT));
            } catch (AwsError error) {
                errors.addObject()
                        .put("SecretId", id)
                        .put("ErrorCode", error.type())
                        .put("Message", error.text());
            }
        }
        return answer;
    }

    private JsonNode delete(JsonNode request) {
        boolean force = request.path("ForceDeleteWithoutRecovery").asBoolean();
        if (force && request.has("RecoveryWindowInDays")) {
            throw AwsError.invalidParameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        int days = request.path("RecoveryWindowInDays").asInt(30);
        if (days < 7 || days > 30) {
            throw AwsError.invalidParameter("RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        String id = id(request);
        if (force && store.find(id).isEmpty()) {
            // documented: a forced deletion of what is not there succeeds
            return JSON.objectNode().put("Name", id).put("DeletionDate", seconds(Instant.now()));
        }
        Secret secret = force ? store.find(id).orElseThrow() : store.usable(id);
        return identify(secret).put("DeletionDate", seconds(store.delete(secret, force, days)));
    }

    private JsonNode list(JsonNode request) {
        List<String> prefixes = stream(request.path("Filters").spliterator(), false)
                .filter(filter -> filter.path("Key").asText().equals("name"))
                .flatMap(filter -> texts(filter.path("Values")).stream())
                .toList();
        List<Secret> found = store.all().stream()
                .filter(secret -> secret.deletion().isEmpty())
                .filter(secret -> prefixes.isEmpty() || prefixes.stream().anyMatch(secret.name::startsWith))
                .toList();
        int from = Math.min(found.size(), request.path("NextToken").asInt(0));
        int to = Math.min(found.size(), from + request.path("MaxResults").asInt(100));
        ObjectNode answer = JSON.objectNode();
        ArrayNode page = answer.putArray("SecretList");
        found.subList(from, to).forEach(secret -> {
            ObjectNode entry = describe(secret);
            entry.set("SecretVersionsToStages", entry.remove("VersionIdsToStages"));
            page.add(entry);
        });
        if (to < found.size()) {
            answer.put("NextToken", String.valueOf(to));
        }
        return answer;
    }

    private static ObjectNode describe(Secret secret) {
        ObjectNode answer = identify(secret)
                .put("CreatedDate", seconds(secret.created))
                .put("LastChangedDate", seconds(secret.changed()));
        secret.deletion().ifPresent(time -> answer.put("DeletedDate", seconds(time)));
        ObjectNode versions = answer.putObject("VersionIdsToStages");
        secret.labelled().forEach((version, stages) -> versions.set(version, array(stages)));
        return answer;
    }

    private static ObjectNode value(Secret secret, String stage) {
        return secret.versionAt(stage)
                .map(versionId -> version(secret, versionId))
                .orElseThrow(() -> AwsError.notFound(
                        "Secrets Manager can't find the specified secret value for staging label: " + stage));
    }

    private static ObjectNode version(Secret secret, String versionId) {
        Secret.Version version = secret.version(versionId).orElseThrow();
        ObjectNode answer = identify(secret).put("VersionId", versionId).put("CreatedDate", seconds(version.created()));
        version.value().writeTo(answer);
        answer.set("VersionStages", array(secret.stagesOf(versionId)));
        return answer;
    }

    private static ObjectNode identify(Secret secret) {
        return JSON.objectNode().put("ARN", secret.arn).put("Name", secret.name);
    }

    private static String id(JsonNode request) {
        return text(request, "SecretId");
    }

    private static String token(JsonNode request) {
        return request.path("ClientRequestToken").asText(UUID.randomUUID().toString());
    }

    private static String text(JsonNode request, String field) {
        String text = request.path(field).asText("");
        if (text.isEmpty()) {
            throw AwsError.validation("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    private static List<String> texts(JsonNode array) {
        return stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** AWS JSON 1.1 writes times as seconds with a fraction. */
    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
