package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

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
        List<OidcProvider.Variable> variables = new ArrayList<>();
        for (JsonNode variable : json.path("variables")) {
            variables.add(new OidcProvider.Variable(
                    RouteJson.text(variable, "name"), RouteJson.text(variable, "expression")));
        }
        List<OidcProvider.Validation> validations = new ArrayList<>();
        for (JsonNode validation : json.path("validations")) {
            String message = RouteJson.optionalText(validation, "message");
            validations.add(new OidcProvider.Validation(
                    RouteJson.text(validation, "expression"), message == null ? "" : message));
        }
        return new OidcProvider(
                RouteJson.text(json, "issuerURL"), RouteJson.optionalText(json, "audience"), variables, validations);
    }
}
