package dev.sluice.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One secret with its versions and their staging labels; guarded by its {@link SecretStore}. */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    record Version(SecretValue value, Instant created) {}

    final String name;
    final String arn;
    final Instant created = Instant.now();
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> versionOfStage = new LinkedHashMap<>();
    private Instant changed = created;
    private @Nullable Instant deletion;

    Secret(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    /**
     * Adds a version and moves the labels to it; AWSPREVIOUS follows AWSCURRENT. The same version with the same value again
     * changes nothing.
     */
    void put(String versionId, SecretValue value, List<String> stages) {
        Version known = versions.get(versionId);
        if (known != null) {
            if (known.value().equals(value)) {
                return;
            }
            throw AwsError.exists("The operation failed because the secret version " + versionId
                    + " already exists with a different value.");
        }
        versions.put(versionId, new Version(value, Instant.now()));
        for (String stage : stages) {
            String before = versionOfStage.put(stage, versionId);
            if (stage.equals(CURRENT) && before != null) {
                versionOfStage.put(PREVIOUS, before);
            }
        }
        changed = Instant.now();
    }

    Optional<Version> version(String versionId) {
        return Optional.ofNullable(versions.get(versionId));
    }

    Optional<String> versionAt(String stage) {
        return Optional.ofNullable(versionOfStage.get(stage));
    }

    List<String> stagesOf(String versionId) {
        List<String> stages = new ArrayList<>();
        versionOfStage.forEach((stage, version) -> {
            if (version.equals(versionId)) {
                stages.add(stage);
            }
        });
        return stages;
    }

    /** The versions that carry a label; AWS shows no others. */
    Map<String, List<String>> labelled() {
        Map<String, List<String>> labelled = new LinkedHashMap<>();
        versionOfStage.values().forEach(version -> labelled.put(version, stagesOf(version)));
        return labelled;
    }

    Instant changed() {
        return changed;
    }

    Optional<Instant> deletion() {
        return Optional.ofNullable(deletion);
    }

    void deleteAt(Instant time) {
        deletion = time;
    }
}
