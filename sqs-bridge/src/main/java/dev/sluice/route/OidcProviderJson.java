package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One issuer of a route, with the field names of {@code spec.oidcProviders}. */
final class OidcProviderJson {

    private OidcProviderJson() {}

    static ObjectNode write(OidcProvider provider) {
        ObjectNode json = Json.object().put("issuerURL", provider.issuerUrl());
        if (provider.audience() != null) {
            json.put("audience", provider.audience());
        }
        ArrayNode variables = json.putArray("variables");
        provider.variables()
                .forEach(variable ->
                        variables.addObject().put("name", variable.name()).put("expression", variable.expression()));
        ArrayNode validations = json.putArray("validations");
        provider.validations()
                .forEach(validation -> validations
                        .addObject()
                        .put("expression", validation.expression())
                        .put("message", validation.message()));
        return json;
    }

    static OidcProvider read(JsonNode json) throws InvalidRoute {
        return new OidcProvider(
                RouteJson.text(json, "issuerURL"),
                RouteJson.optionalText(json, "audience"),
                RouteJson.list(json, "variables", OidcProviderJson::variable),
                RouteJson.list(json, "validations", OidcProviderJson::validation));
    }

    private static OidcProvider.Variable variable(JsonNode json) throws InvalidRoute {
        return new OidcProvider.Variable(RouteJson.text(json, "name"), RouteJson.text(json, "expression"));
    }

    private static OidcProvider.Validation validation(JsonNode json) throws InvalidRoute {
        String message = RouteJson.optionalText(json, "message");
        return new OidcProvider.Validation(RouteJson.text(json, "expression"), message == null ? "" : message);
    }
}
