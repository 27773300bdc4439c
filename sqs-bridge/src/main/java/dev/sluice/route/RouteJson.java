package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One route of a table. Unknown fields are ignored; a wrong known one disables the route. */
final class RouteJson {

    private RouteJson() {}

    static ObjectNode write(Route route) {
        ObjectNode json = Json.object()
                .put("path", route.path())
                .put("namespace", route.receiver().namespace())
                .put("name", route.receiver().name())
                .put("type", route.type());
        ArrayNode events = json.putArray("events");
        route.events().forEach(events::add);
        json.put("state", route.state().json()).put("filtered", route.filtered());
        putUnlessNull(json, "created", route.created());
        putUnlessNull(json, "notAfter", route.notAfter());
        ArrayNode credentials = json.putArray("credentials");
        route.credentials().forEach(credential -> credentials.add(CredentialJson.write(credential)));
        if (route.external() != null) {
            json.set("external", ExternalTokenJson.write(route.external()));
        }
        putUnlessNull(json, "email", route.email());
        putUnlessNull(json, "audience", route.audience());
        if (!route.oidcProviders().isEmpty()) {
            ArrayNode providers = json.putArray("oidcProviders");
            route.oidcProviders().forEach(provider -> providers.add(OidcProviderJson.write(provider)));
        }
        if (!route.options().isEmpty()) {
            ObjectNode options = json.putObject("options");
            // sorted, so that the same route gives the same text
            new TreeMap<>(route.options()).forEach(options::put);
        }
        return json;
    }

    static Route read(JsonNode json) throws InvalidRoute {
        String path = text(json, "path");
        if (!WebhookPath.isDigest(path)) {
            throw new InvalidRoute(".path: must be 64 lower-case hexadecimal digits");
        }
        String state = text(json, "state");
        return new Route(
                path,
                new ReceiverName(text(json, "namespace"), text(json, "name")),
                text(json, "type"),
                list(json, "events", RouteJson::event),
                RouteState.ofJson(state)
                        .orElseThrow(() -> new InvalidRoute(".state: must be one of " + RouteState.allowed())),
                flag(json, "filtered"),
                time(json, "created"),
                time(json, "notAfter"),
                list(json, "credentials", CredentialJson::read),
                ExternalTokenJson.read(json),
                optionalText(json, "email"),
                optionalText(json, "audience"),
                list(json, "oidcProviders", OidcProviderJson::read),
                options(json));
    }

    static String text(JsonNode json, String field) throws InvalidRoute {
        String text = optionalText(json, field);
        if (text == null || text.isEmpty()) {
            throw new InvalidRoute("." + field + ": must be a text that is not empty");
        }
        return text;
    }

    static @Nullable String optionalText(JsonNode json, String field) throws InvalidRoute {
        JsonNode value = json.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidRoute("." + field + ": must be a text");
        }
        return value.textValue();
    }

    static @Nullable Instant time(JsonNode json, String field) throws InvalidRoute {
        String text = optionalText(json, field);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRoute("." + field + ": must be an RFC 3339 time in UTC");
        }
    }

    /** Anything else than a list is a problem, never an empty list: no events would mean all events. */
    static <T> List<T> list(JsonNode json, String field, EntryReader<T> reader) throws InvalidRoute {
        JsonNode entries = json.path(field);
        if (!entries.isArray() && !isAbsent(entries)) {
            throw new InvalidRoute("." + field + ": must be a list");
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                list.add(reader.read(entries.path(i)));
            } catch (InvalidRoute e) {
                throw e.in(field, i);
            }
        }
        return list;
    }

    @FunctionalInterface
    interface EntryReader<T> {
        T read(JsonNode entry) throws InvalidRoute;
    }

    private static String event(JsonNode json) throws InvalidRoute {
        if (!json.isTextual()) {
            throw new InvalidRoute(": must be a text");
        }
        return json.textValue();
    }

    private static boolean flag(JsonNode json, String field) throws InvalidRoute {
        JsonNode value = json.path(field);
        if (!value.isBoolean() && !isAbsent(value)) {
            throw new InvalidRoute("." + field + ": must be true or false");
        }
        return value.booleanValue();
    }

    private static Map<String, String> options(JsonNode json) throws InvalidRoute {
        JsonNode value = json.path("options");
        if (!value.isObject() && !isAbsent(value)) {
            throw new InvalidRoute(".options: must be a map of texts");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> option : value.properties()) {
            if (!option.getValue().isTextual()) {
                throw new InvalidRoute(".options: must be a map of texts");
            }
            options.put(option.getKey(), option.getValue().textValue());
        }
        return options;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static void putUnlessNull(ObjectNode json, String field, @Nullable Object value) {
        if (value != null) {
            json.put(field, value.toString());
        }
    }
}
