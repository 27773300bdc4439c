package dev.sluice.agent.source;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.agent.receiver.ReceiverResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.Annotations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SqsEventSource as the Kubernetes API has it. Its CRD, {@code infra/kubernetes/base/sqseventsources.sluice.dev.yaml},
 * is generated from this class.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/">CRDs</a>
 */
@Kind(SqsEventSourceResource.KIND)
@Plural("sqseventsources")
@ShortNames("sqses")
@Categories({"all", "fluxcd", "fluxcd-notifications"})
@Group("sluice.dev")
@Version("v1alpha1")
@Annotations("kustomize.toolkit.fluxcd.io/substitute=disabled")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(name = "Queue", jsonPath = ".spec.queue.name")
public final class SqsEventSourceResource
        extends CustomResource<SqsEventSourceResource.Spec, SqsEventSourceResource.Status> implements Namespaced {

    /** The kind of every object of this class. */
    public static final String KIND = "SqsEventSource";

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
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Spec(
            @JsonPropertyDescription("The queue that the events lie on.") @Required
            Queue queue,

            @JsonPropertyDescription("The format of the events; auto tells them apart.") @Default("auto") @Nullable
            String format,

            @JsonPropertyDescription("The names of the events that count, in any case. Default: all.")
            @Size(max = 100)
            @Nullable
            List<@Size(min = 1, max = 256) String> events,

            @JsonPropertyDescription("The objects to reconcile, as in a Receiver.") @Required @Size(min = 1, max = 100)
            List<ReceiverResource.Reference> resources,

            @JsonPropertyDescription("A CEL expression over req (the event) and res (an object's metadata) that says"
                    + " whether the object is reconciled; it applies to all resources.")
            @Size(max = 4096)
            @Nullable
            String resourceFilter,

            @JsonPropertyDescription("Whether the queue is left alone. Default: false.") @Nullable
            Boolean suspend) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!self.name.contains('/') && !self.name.contains(':')",
            message = "queue.name is the name of a queue, not its URL or ARN",
            fieldPath = ".name")
    @ValidationRule(
            value = "!self.name.endsWith('.fifo')",
            message =
                    "queue.name cannot be that of a FIFO queue (.fifo): one event that is retried would hold up the others",
            fieldPath = ".name")
    public record Queue(
            @JsonPropertyDescription("The queue's name: not its URL, not its ARN. A FIFO queue cannot be one.")
            @Required
            @Size(max = 80)
            @Pattern("^[A-Za-z0-9_-]+$")
            String name,

            @JsonPropertyDescription("The queue's AWS region. Default: the agent's.")
            @Size(max = 32)
            @Pattern("^[a-z]{2,}(-[a-z]+)+-[0-9]+$")
            @Nullable
            String region) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(
            @JsonPropertyDescription(
                    "Ready; with it Reconciling while the agent tries again, or Stalled when it does not.")
            @Nullable
            List<Condition> conditions,

            @JsonPropertyDescription("The generation of the spec that was last taken up, or refused for good.")
            @Nullable
            Long observedGeneration,

            @JsonPropertyDescription("When an event last came, to the minute.") @Nullable
            String lastEventTime,

            @JsonPropertyDescription(
                    "The value of the annotation reconcile.fluxcd.io/requestedAt that was last acted on.")
            @Nullable
            String lastHandledReconcileAt) {}

    /** As <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#Condition">metav1.Condition</a>. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Condition(
            @Required
            @Size(max = 316)
            @Pattern("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                    + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
            String type,

            @JsonPropertyDescription("True, False or Unknown.") @Required
            String status,

            @JsonPropertyDescription("Why, in CamelCase.")
            @Required
            @Size(min = 1, max = 1024)
            @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
            String reason,

            @JsonPropertyDescription("Why, for people.") @Required @Size(max = 32768)
            String message,

            @JsonPropertyDescription("The generation of the spec that this is said of.") @Nullable
            Long observedGeneration,

            @JsonPropertyDescription("When the status last changed.") @Required
            String lastTransitionTime) {}
}
