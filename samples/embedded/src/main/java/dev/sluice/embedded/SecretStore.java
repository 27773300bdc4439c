package dev.sluice.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The secrets of one account; not thread-safe. */
final class SecretStore {
    private final String arnPrefix;
    private final SortedMap<String, Secret> secrets = new TreeMap<>();

    SecretStore(String region, String account) {
        arnPrefix = "arn:aws:secretsmanager:" + region + ":" + account + ":secret:";
    }

    /** Creates a secret; the same request again (by its token) gives the same secret. */
    Secret create(String name, String token, Optional<SecretValue> value) {
        if (!name.matches("[A-Za-z0-9/_+=.@!-]{1,512}")) {
            throw AwsError.validation("Invalid name. Must be a valid name containing alphanumeric characters, "
                    + "or any of the following: -/_+=.@!");
        }
        Secret known = secrets.get(name);
        if (known != null) {
            refuseDeleted(
                    known,
                    "You can't create this secret because a secret with this name is already "
                            + "scheduled for deletion.");
            boolean again = value.isPresent()
                    && known.version(token)
                            .filter(version -> version.value().equals(value.get()))
                            .isPresent();
            if (again) {
                return known;
            }
            throw AwsError.exists("The operation failed because the secret " + name + " already exists.");
        }
        // AWS appends six random characters, so that a policy with the ARN does not fit a later secret of that name
        String suffix = UUID.randomUUID().toString().substring(0, 6);
        Secret secret = new Secret(name, arnPrefix + name + "-" + suffix);
        value.ifPresent(first -> secret.put(token, first, List.of(Secret.CURRENT)));
        secrets.put(name, secret);
        return secret;
    }

    /** The secret of that name or ARN, unless it is being deleted. */
    Secret usable(String id) {
        Secret secret =
                find(id).orElseThrow(() -> AwsError.notFound("Secrets Manager can't find the specified secret."));
        refuseDeleted(secret, "You can't perform this operation on the secret because it was marked for deletion.");
        return secret;
    }

    /** The secret of that name or ARN (whole, or without its last six characters). */
    Optional<Secret> find(String id) {
        if (!id.startsWith("arn:")) {
            return Optional.ofNullable(secrets.get(id));
        }
        return secrets.values().stream()
                .filter(secret -> secret.arn.equals(id) || (arnPrefix + secret.name).equals(id))
                .findFirst();
    }

    Instant delete(Secret secret, boolean force, int recoveryDays) {
        if (force) {
            secrets.remove(secret.name);
            return Instant.now();
        }
        Instant deletion = Instant.now().plus(Duration.ofDays(recoveryDays));
        secret.deleteAt(deletion);
        return deletion;
    }

    Collection<Secret> all() {
        return secrets.values();
    }

    private static void refuseDeleted(Secret secret, String message) {
        if (secret.deletion().isPresent()) {
            throw AwsError.invalidRequest(message);
        }
    }
}
