package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the API server says of the kinds that it serves. */
final class ApiDiscovery {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");
    private static final Pattern GROUP = Pattern.compile("/apis/([^/]+)");
    private static final Pattern VERSION = Pattern.compile("/apis/([^/]+)/([^/]+)");
    private static final Pattern RESOURCE =
            Pattern.compile("/apis/([^/]+)/([^/]+)(?:/namespaces/[^/]+)?/([^/]+)(?:/.*)?");

    private final List<ServedKind> kinds =
            new CopyOnWriteArrayList<>(Stream.concat(ServedKind.BUILT_IN.stream(), ServedKind.CUSTOM.stream())
                    .toList());

    /** Serves the kind of a CustomResourceDefinition too. */
    void add(JsonNode crd) {
        JsonNode spec = crd.path("spec");
        JsonNode names = spec.path("names");
        boolean namespaced = spec.path("scope").asText().equals("Namespaced");
        for (JsonNode version : spec.path("versions")) {
            kinds.add(new ServedKind(
                    spec.path("group").asText(),
                    version.path("name").asText(),
                    names.path("kind").asText(),
                    names.path("plural").asText(),
                    namespaced,
                    version.path("subresources").has("status")));
        }
    }

    /** The discovery document at a path; empty when there is none. */
    Optional<JsonNode> at(String path) {
        Matcher group = GROUP.matcher(path);
        Matcher version = VERSION.matcher(path);
        return switch (path) {
            case "/version" ->
                Optional.of(
                        JSON.objectNode().put("major", "1").put("minor", "34").put("gitVersion", "v1.34.0-embedded"));
            case "/api" ->
                Optional.of(of("APIVersions").set("versions", JSON.arrayNode().add("v1")));
            case "/apis" -> Optional.of(groups());
            case "/api/v1" -> resources("", "v1");
            default -> {
                if (group.matches()) {
                    yield Optional.<JsonNode>of(group(group.group(1)))
                            .filter(doc -> !doc.path("versions").isEmpty());
                }
                yield version.matches() ? resources(version.group(1), version.group(2)) : Optional.empty();
            }
        };
    }

    /** Whether a path is that of a custom kind that nobody brought; the groups of Kubernetes itself are taken as complete. */
    boolean isUnknown(String path) {
        Matcher matcher = RESOURCE.matcher(path);
        if (!matcher.matches()) {
            return VERSION.matcher(path).matches() || GROUP.matcher(path).matches();
        }
        String group = matcher.group(1);
        boolean builtIn = !group.contains(".") || group.endsWith(".k8s.io");
        return !builtIn && kinds.stream().noneMatch(kind -> kind.isAt(group, matcher.group(2), matcher.group(3)));
    }

    private Optional<JsonNode> resources(String group, String version) {
        ObjectNode list = of("APIResourceList");
        ArrayNode resources = list.putArray("resources");
        kinds.stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .forEach(kind -> {
                    list.put("groupVersion", kind.groupVersion());
                    addResource(resources, kind, kind.plural(), VERBS);
                    if (kind.statusSubresource()) {
                        addResource(resources, kind, kind.plural() + "/status", STATUS_VERBS);
                    }
                });
        return Optional.<JsonNode>of(list).filter(_ -> !resources.isEmpty());
    }

    private static void addResource(ArrayNode resources, ServedKind kind, String name, List<String> verbs) {
        ArrayNode verbList = resources
                .addObject()
                .put("name", name)
                .put("singularName", kind.singular())
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind())
                .putArray("verbs");
        verbs.forEach(verbList::add);
    }

    private ObjectNode groups() {
        ObjectNode list = of("APIGroupList");
        ArrayNode groups = list.putArray("groups");
        kinds.stream()
                .map(ServedKind::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .forEach(group -> groups.add(group(group)));
        return list;
    }

    private ObjectNode group(String group) {
        ObjectNode doc = of("APIGroup").put("name", group);
        ArrayNode versions = doc.putArray("versions");
        kinds.stream()
                .filter(kind -> kind.group().equals(group))
                .map(ServedKind::version)
                .distinct()
                .forEach(version -> versions.add(version(group, version)));
        if (!versions.isEmpty()) {
            doc.set("preferredVersion", versions.get(0).deepCopy());
        }
        return doc;
    }

    private static ObjectNode version(String group, String version) {
        return JSON.objectNode().put("groupVersion", group + "/" + version).put("version", version);
    }

    private static ObjectNode of(String kind) {
        return JSON.objectNode().put("kind", kind).put("apiVersion", "v1");
    }
}
