package dev.sluice.agent.source;

import java.time.Instant;

/**
 * A condition of an SqsEventSource.
 *
 * @param type {@code Ready}, {@code Reconciling} or {@code Stalled}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why, in CamelCase
 * @param message why, for people
 * @param observedGeneration the generation of the spec that this is said of
 * @param lastTransitionTime when the status last changed
 * @see <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#Condition">metav1.Condition</a>
 */
public record SourceCondition(
        String type,
        String status,
        String reason,
        String message,
        long observedGeneration,
        Instant lastTransitionTime) {}
