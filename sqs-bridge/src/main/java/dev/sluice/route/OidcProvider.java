package dev.sluice.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer that a {@code generic-oidc} Receiver trusts: an entry of {@code spec.oidcProviders}.
 *
 * @param issuerUrl the issuer, as it stands in a token's {@code iss}
 * @param audience the audience that a token must name; null: the default
 * @param variables CEL expressions, evaluated in order
 * @param validations CEL expressions that all must hold
 */
public record OidcProvider(
        String issuerUrl, @Nullable String audience, List<Variable> variables, List<Validation> validations) {

    public OidcProvider {
        variables = List.copyOf(variables);
        validations = List.copyOf(validations);
    }

    /** A named CEL expression; later ones see it as {@code vars.<name>}. */
    public record Variable(String name, String expression) {}

    /** A CEL expression that must be true, and what to say when it is not. */
    public record Validation(String expression, String message) {}
}
