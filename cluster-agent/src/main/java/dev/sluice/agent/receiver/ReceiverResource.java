package dev.sluice.agent.receiver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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

    /** SqsEventSources have the same: their CRD is generated from this, with its limits. Flux has its own for Receivers. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value = "has(self.apiVersion) || self.kind in ['ArtifactGenerator', 'Bucket', 'GitRepository', 'HelmChart',"
                    + " 'HelmRepository', 'ImageRepository', 'OCIRepository']",
            message = "apiVersion is required for this kind; it has a default for ArtifactGenerator, Bucket,"
                    + " GitRepository, HelmChart, HelmRepository, ImageRepository and OCIRepository",
            fieldPath = ".apiVersion",
            reason = "FieldValueRequired")
    @ValidationRule(
            value = "self.name != '*' || has(self.matchLabels)",
            message = "matchLabels is required with name *; {} selects all",
            fieldPath = ".matchLabels",
            reason = "FieldValueRequired")
    public record Reference(
            @JsonPropertyDescription("The kind's group and version. Required for kinds without a default.")
            @Size(max = 317)
            @Pattern("^([a-z0-9][-a-z0-9.]*/)?[a-z0-9][-a-z0-9]*$")
            @Nullable
            String apiVersion,

            @JsonPropertyDescription("The kind of the objects to reconcile.")
            @Required
            @Size(max = 63)
            @Pattern("^[A-Za-z][A-Za-z0-9]*$")
            String kind,

            @JsonPropertyDescription("The object's name, or * for those that matchLabels selects.")
            @Required
            @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("The object's namespace. Default: this object's.")
            @Size(min = 1, max = 253)
            @Nullable
            String namespace,

            @JsonPropertyDescription("The labels that name * selects by; {} selects all.") @Size(max = 64) @Nullable
            Map<String, String> matchLabels,

            @JsonPropertyDescription("A CEL expression over req (the event) and res (the object's metadata) that says"
                    + " whether the object is reconciled.")
            @Size(max = 4096)
            @Nullable
            String filter) {}

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
