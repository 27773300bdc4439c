package dev.sluice.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the function must know of one Receiver. Its text form shows neither path nor credentials.
 *
 * @param path the digest of the webhook path, 64 lower-case hexadecimal digits
 * @param receiver the Receiver
 * @param type its {@code spec.type}
 * @param events its {@code spec.events}; empty: all
 * @param state what the agent last saw of it
 * @param filtered whether a CEL filter needs the payload
 * @param created when the Receiver was created; of two routes with one path the older wins. Null: unknown
 * @param notAfter until when the route counts: the grace of a path that has changed. Null: no end
 * @param credentials what a webhook is checked against, the current one first; empty for types that check nothing,
 *     and where the token is external
 * @param external where the token is, when the route does not carry what was made of it. Null: it does, or there is none
 * @param email the e-mail that a {@code gcr} token must name
 * @param audience the audience that a {@code gcr} token must name
 * @param oidcProviders the issuers of a {@code generic-oidc} Receiver
 * @param options what the Receiver's {@code sluice.dev/} annotations ask for
 */
public record Route(
        String path,
        ReceiverName receiver,
        String type,
        List<String> events,
        RouteState state,
        boolean filtered,
        @Nullable Instant created,
        @Nullable Instant notAfter,
        List<Credential> credentials,
        @Nullable ExternalToken external,
        @Nullable String email,
        @Nullable String audience,
        List<OidcProvider> oidcProviders,
        Map<String, String> options) {

    public Route {
        if (!WebhookPath.isDigest(path)) {
            throw new IllegalArgumentException("a route's path is 64 lower-case hexadecimal digits");
        }
        events = List.copyOf(events);
        credentials = List.copyOf(credentials);
        oidcProviders = List.copyOf(oidcProviders);
        options = Map.copyOf(options);
    }

    /** A ready route of a Receiver without filters and options. */
    public static Route ready(
            String path, ReceiverName receiver, String type, List<String> events, List<Credential> credentials) {
        return new Route(
                path,
                receiver,
                type,
                events,
                RouteState.READY,
                false,
                null,
                null,
                credentials,
                null,
                null,
                null,
                List.of(),
                Map.of());
    }

    /** Whether the route counts at that time. */
    public boolean validAt(Instant now) {
        return notAfter == null || !now.isAfter(notAfter);
    }

    /** The same route in another state. */
    public Route in(RouteState newState) {
        return new Route(
                path,
                receiver,
                type,
                events,
                newState,
                filtered,
                created,
                notAfter,
                credentials,
                external,
                email,
                audience,
                oidcProviders,
                options);
    }

    /** The same route with other credentials and another end. */
    public Route with(List<Credential> newCredentials, @Nullable Instant newNotAfter) {
        return new Route(
                path,
                receiver,
                type,
                events,
                state,
                filtered,
                created,
                newNotAfter,
                newCredentials,
                external,
                email,
                audience,
                oidcProviders,
                options);
    }

    /** The same route with what its type takes of the Receiver's Secret, and nothing else of it. */
    public Route with(ReceiverSecret secret) {
        List<Credential> taken = new ArrayList<>(
                secret.token().map(TokenUse.of(type)::credentials).orElse(List.of()));
        if (SigningToken.isFor(type) && RouteOption.STANDARD_WEBHOOKS.isOn(this)) {
            SigningToken.key(secret).ifPresent(taken::add);
        }
        boolean namesAccount = type.equals("gcr");
        return new Route(
                path,
                receiver,
                type,
                events,
                state,
                filtered,
                created,
                notAfter,
                taken,
                external,
                namesAccount ? secret.text("email").orElse(null) : null,
                namesAccount ? secret.text("audience").orElse(null) : null,
                oidcProviders,
                options);
    }

    @Override
    public String toString() {
        return "Route[" + receiver + ", type=" + type + ", state=" + state.json() + ", notAfter=" + notAfter + "]";
    }
}
