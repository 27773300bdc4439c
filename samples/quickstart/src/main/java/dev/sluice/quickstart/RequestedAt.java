package dev.sluice.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** The annotation by which Flux is asked to reconcile an object. */
public final class RequestedAt {

    /** Its name. */
    public static final String ANNOTATION = "reconcile.fluxcd.io/requestedAt";

    private RequestedAt() {}

    /** Its value; empty when the object was never triggered. */
    public static Optional<String> of(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(ANNOTATION));
    }
}
