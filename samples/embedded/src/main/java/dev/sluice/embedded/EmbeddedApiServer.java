package dev.sluice.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.crud.KubernetesCrudDispatcherException;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * fabric8's CRUD mock with the gaps closed that Sluice would notice: discovery, unknown kinds, JSON merge patch with null
 * and arrays, query parameters on the status subresource, metadata-only answers, {@code stringData}, status codes.
 */
final class EmbeddedApiServer extends KubernetesCrudDispatcher {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private final ApiDiscovery discovery = new ApiDiscovery();

    EmbeddedApiServer() {
        super(ServedKind.CUSTOM.stream().map(EmbeddedApiServer::context).toList());
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        try {
            return answer(request).setHeader("Content-Type", "application/json");
        } catch (JsonProcessingException e) {
            return status(400, "BadRequest", "the body is not JSON").setHeader("Content-Type", "application/json");
        }
    }

    /** The mock's own appends to arrays and keeps null as a value. */
    @Override
    public JsonNode merge(JsonNode base, String patch) throws KubernetesCrudDispatcherException {
        try {
            return JsonMergePatch.apply(base, JSON.readTree(patch));
        } catch (JsonProcessingException e) {
            throw new KubernetesCrudDispatcherException(e.getMessage(), 400);
        }
    }

    private MockResponse answer(RecordedRequest request) throws JsonProcessingException {
        String path = request.getPath().replaceFirst("\\?.*", "");
        if (List.of("/readyz", "/livez", "/healthz").contains(path)) {
            return new MockResponse().setResponseCode(200).setBody("ok");
        }
        Optional<JsonNode> document = discovery.at(path);
        if (document.isPresent()) {
            return new MockResponse().setResponseCode(200).setBody(JSON.writeValueAsString(document.get()));
        }
        if (discovery.isUnknown(path)) {
            return new MockResponse().setResponseCode(404).setBody("404 page not found");
        }
        RecordedRequest understood = switch (request.getMethod()) {
            case "POST" -> with(request, path, encodeStringData(path, request.getUtf8Body()));
            case "PUT" -> with(request, path, encodeStringData(path, request.getUtf8Body()));
            // the mock does not see /status before a query such as ?fieldManager=
            case "PATCH" -> with(request, path, request.getUtf8Body());
            default -> request;
        };
        MockResponse response = super.dispatch(understood);
        if (response.getWebSocketListener() != null) {
            return response.withWebSocketUpgrade(new WatchEnd(response.getWebSocketListener(), this));
        }
        if (path.equals(CRDS) && response.code() == 201) {
            discovery.add(body(response));
        }
        return asServersAnswer(request, path, response);
    }

    private static MockResponse asServersAnswer(RecordedRequest request, String path, MockResponse response)
            throws JsonProcessingException {
        switch (response.code()) {
            case 202 -> response.setResponseCode(200);
            case 404 -> {
                return status(404, "NotFound", path + " not found");
            }
            case 409 -> {
                boolean created = request.getMethod().equals("POST");
                return status(409, created ? "AlreadyExists" : "Conflict", message(response));
            }
            default -> {}
        }
        boolean cut = response.code() < 300 && PartialObjectMetadata.isAskedFor(request.getHeader("Accept"));
        return cut ? response.setBody(JSON.writeValueAsString(PartialObjectMetadata.of(body(response)))) : response;
    }

    private static String message(MockResponse response) throws JsonProcessingException {
        return body(response).path("message").asText();
    }

    private static JsonNode body(MockResponse response) throws JsonProcessingException {
        return JSON.readTree(new String(response.getBody().getBytes(), StandardCharsets.UTF_8));
    }

    private static MockResponse status(int code, String reason, String message) {
        Status status = new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withReason(reason)
                .withMessage(message)
                .build();
        try {
            return new MockResponse().setResponseCode(code).setBody(JSON.writeValueAsString(status));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the API server does on the way in. */
    private static String encodeStringData(String path, @Nullable String body) throws JsonProcessingException {
        String text = body == null ? "" : body;
        if (!path.contains("/secrets") || !(JSON.readTree(text) instanceof ObjectNode secret)) {
            return text;
        }
        JsonNode plain = secret.remove("stringData");
        if (plain == null || !plain.isObject()) {
            return text;
        }
        ObjectNode data = secret.withObject("/data");
        plain.properties().forEach(entry -> {
            byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
            data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
        });
        return JSON.writeValueAsString(secret);
    }

    private static RecordedRequest with(RecordedRequest request, String path, @Nullable String body) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return new RecordedRequest(
                request.getHttpVersion(), request.method(), path, request.getHeaders(), new Buffer(bytes));
    }

    private static CustomResourceDefinitionContext context(ServedKind kind) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withName(kind.plural() + "." + kind.group())
                .withScope(kind.namespaced() ? "Namespaced" : "Cluster")
                .withStatusSubresource(kind.statusSubresource())
                .build();
    }
}
