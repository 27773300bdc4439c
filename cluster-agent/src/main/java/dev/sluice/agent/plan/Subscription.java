package dev.sluice.agent.plan;

import dev.sluice.agent.receiver.ResourceReference;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to be reconciled by events.
 *
 * @param namespace where the resources are that name no namespace
 * @param resources {@code spec.resources}
 * @param resourceFilter {@code spec.resourceFilter}
 * @param withClaims whether the filters see {@code claims}
 */
public record Subscription(
        String namespace, List<ResourceReference> resources, Optional<String> resourceFilter, boolean withClaims) {

    public Subscription {
        resources = List.copyOf(resources);
    }
}
