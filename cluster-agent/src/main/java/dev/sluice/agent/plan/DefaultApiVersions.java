package dev.sluice.agent.plan;

import java.util.Map;
import java.util.Optional;

/** The apiVersion of the kinds for which notification-controller knows one. */
final class DefaultApiVersions {

    private static final String SOURCE = "source.toolkit.fluxcd.io/v1";

    private static final Map<String, String> BY_KIND = Map.of(
            "GitRepository", SOURCE,
            "OCIRepository", SOURCE,
            "Bucket", SOURCE,
            "HelmRepository", SOURCE,
            "HelmChart", SOURCE,
            "ImageRepository", "image.toolkit.fluxcd.io/v1",
            "ArtifactGenerator", "source.extensions.fluxcd.io/v1beta1");

    private DefaultApiVersions() {}

    static Optional<String> of(String kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }
}
