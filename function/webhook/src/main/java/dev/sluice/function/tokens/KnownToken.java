package dev.sluice.function.tokens;

import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.WebhookPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a token. */
sealed interface KnownToken {

    /**
     * It is there.
     *
     * @param current the version that counts
     * @param previous the one before it; null when there is none, or when it counts no more
     * @param graceEnd until when the one before it counts
     */
    record Present(ReceiverSecret current, @Nullable ReceiverSecret previous, Instant graceEnd) implements KnownToken {

        /** The route as its agent would publish it with that token. */
        Route complete(Route route) {
            Route now = route.with(current);
            // whoever knows the path that the current token makes knows the current token
            if (previous == null || isPathOfCurrent(route)) {
                return now;
            }
            List<Credential> credentials = new ArrayList<>(now.credentials());
            route.with(previous).credentials().stream()
                    .filter(old -> now.credentials().stream().noneMatch(old::sameSecret))
                    .map(old -> old.until(graceEnd))
                    .forEach(credentials::add);
            return now.with(credentials, now.notAfter());
        }

        private boolean isPathOfCurrent(Route route) {
            Optional<String> made = current.token().map(token -> WebhookPath.digestOf(token, route.receiver()));
            return made.filter(route.path()::equals).isPresent();
        }
    }

    /** There is none, or an empty one. */
    record Missing() implements KnownToken {}

    /** It could not be read, and what was read before is too old. */
    record Unreadable() implements KnownToken {}
}
