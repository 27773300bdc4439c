package dev.sluice.agent.receiver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Receiver as the Kubernetes API has it; only what Sluice uses. Sluice never writes one.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/">Receivers</a>
 */
@Kind(ReceiverResource.KIND)
@Plural("receivers")
@Group("notification.toolkit.fluxcd.io")
@Version("v1")
public final class ReceiverResource extends CustomResource<ReceiverResource.Spec, ReceiverResource.Status>
        implements Namespaced {

    /** The kind of every object of this class. */
    public static final String KIND = "Receiver";

    @Override
    @SuppressWarnings("NullAway") // an object without a spec is read as one
    protected Spec initSpec() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // an object without a status is read as one
    protected Status initStatus() {
        return null;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String type,
            @Nullable List<String> events,
            @Nullable List<Reference> resources,
            @Nullable String resourceFilter,
            @Nullable SecretRef secretRef,
            @Nullable List<Provider> oidcProviders,
            @Nullable Boolean suspend) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reference(
            @Nullable String apiVersion,
            String kind,
            String name,
            @Nullable String namespace,
            @Nullable Map<String, String> matchLabels,
            @Nullable String filter) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretRef(String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Provider(
            @JsonProperty("issuerURL") String issuerUrl,
            @Nullable String audience,
            @Nullable List<Variable> variables,
            @Nullable List<Validation> validations) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Variable(String name, String expression) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Validation(String expression, @Nullable String message) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable String webhookPath, @Nullable List<Condition> conditions) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Condition(@Nullable String type, @Nullable String status) {}
}
