package dev.sluice.agent.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The objects that Receivers name: reads their metadata, and sets the one annotation. Each request is tried once.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API concepts</a>
 */
public final class KubernetesObjects implements ObjectReader {

    /** The annotation. Its value is an opaque token to Flux; it reconciles when the value changes. */
    public static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    static final String FIELD_MANAGER = "sluice";

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final String METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    // some 250 objects of 3 KiB
    private static final int PAGE = 250;

    private final ApiRequests api;
    private final ApiCatalog catalog;
    private final int page;

    /**
     * @param kubernetes the client; its address, credentials and timeout are used
     * @param metrics times the requests
     */
    public KubernetesObjects(KubernetesClient kubernetes, MeterRegistry metrics) {
        this(kubernetes, metrics, PAGE);
    }

    KubernetesObjects(KubernetesClient kubernetes, MeterRegistry metrics, int page) {
        this.api = new ApiRequests(kubernetes, metrics);
        this.catalog = new ApiCatalog(api);
        this.page = page;
    }

    /**
     * Sets the annotation, by a JSON merge patch of nothing else with field manager {@code sluice}.
     *
     * @param target the object
     * @param requestedAt the annotation's value
     * @throws ApiFailure when a later try may succeed
     * @throws ApiRefusal {@link Decision#KIND_UNKNOWN}, {@link Decision#OBJECT_NOT_FOUND}, {@link Decision#FORBIDDEN} or
     *     {@link Decision#REFUSED}
     */
    public void annotate(Target target, Instant requestedAt) throws ApiFailure, ApiRefusal, InterruptedException {
        HttpRequest.Builder request = api.to(path(target) + "?fieldManager=" + FIELD_MANAGER)
                // the answer is not looked at
                .header("Accept", METADATA)
                .patch(
                        MERGE_PATCH,
                        "{\"metadata\":{\"annotations\":{\"" + REQUESTED_AT + "\":\"" + requestedAt + "\"}}}");
        api.send("patch", request);
    }

    @Override
    public ObjectNode metadata(Target target) throws ApiFailure, ApiRefusal, InterruptedException {
        HttpResponse<String> response = api.send("get", api.to(path(target)).header("Accept", METADATA));
        return MetadataJson.object(response.body(), target.apiVersion(), target.kind());
    }

    @Override
    public void list(Selection.Labelled selection, Predicate<ObjectNode> each)
            throws ApiFailure, ApiRefusal, InterruptedException {
        Optional<String> labels = LabelSelector.of(selection.labels());
        if (labels.isEmpty() || !ObjectNames.isName(selection.namespace())) {
            return;
        }
        String first = collection(selection.apiVersion(), selection.kind(), selection.namespace()) + "?limit=" + page
                + labels.filter(text -> !text.isEmpty())
                        .map(text -> "&labelSelector=" + encoded(text))
                        .orElse("");
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            String path = next.get().isEmpty() ? first : first + "&continue=" + encoded(next.get());
            next = MetadataJson.list(page(path), selection.apiVersion(), selection.kind(), each);
        }
    }

    private String page(String path) throws ApiFailure, ApiRefusal, InterruptedException {
        try {
            return api.send("list", api.to(path).header("Accept", METADATA_LIST))
                    .body();
        } catch (ApiRefusal e) {
            // an empty namespace has an empty list: it is the kind that has gone
            throw e.decision() == Decision.OBJECT_NOT_FOUND ? new ApiRefusal(Decision.KIND_UNKNOWN) : e;
        }
    }

    private String path(Target target) throws ApiFailure, ApiRefusal, InterruptedException {
        if (!ObjectNames.isName(target.namespace()) || !ObjectNames.isName(target.name())) {
            throw new ApiRefusal(Decision.OBJECT_NOT_FOUND);
        }
        return collection(target.apiVersion(), target.kind(), target.namespace()) + "/" + target.name();
    }

    private String collection(String apiVersion, String kind, String namespace)
            throws ApiFailure, ApiRefusal, InterruptedException {
        return catalog.collection(apiVersion, kind, namespace).orElseThrow(() -> new ApiRefusal(Decision.KIND_UNKNOWN));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
