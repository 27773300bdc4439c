package dev.sluice.function.verify;

import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.List;

/** The credentials of a route that count now. */
final class ValidCredentials {

    private ValidCredentials() {}

    /** Those of that kind. */
    static <T extends Credential> List<T> of(Route route, Class<T> kind, Instant now) {
        return route.credentials().stream()
                .filter(credential -> credential.validAt(now))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
