package dev.sluice.embedded;

import java.util.List;
import java.util.Locale;

/**
 * A kind that the embedded Kubernetes API serves.
 *
 * @param group empty for the core group
 */
record ServedKind(
        String group, String version, String kind, String plural, boolean namespaced, boolean statusSubresource) {

    /** What Flux, flux-operator and Sluice bring, as in their CRDs. */
    static final List<ServedKind> CUSTOM = List.of(
            custom("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories"),
            custom("source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories"),
            custom("source.toolkit.fluxcd.io", "v1", "Bucket", "buckets"),
            custom("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories"),
            custom("source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts"),
            custom("source.toolkit.fluxcd.io", "v1", "ExternalArtifact", "externalartifacts"),
            custom("source.extensions.fluxcd.io", "v1beta1", "ArtifactGenerator", "artifactgenerators"),
            custom("image.toolkit.fluxcd.io", "v1", "ImageRepository", "imagerepositories"),
            custom("image.toolkit.fluxcd.io", "v1", "ImagePolicy", "imagepolicies"),
            custom("image.toolkit.fluxcd.io", "v1", "ImageUpdateAutomation", "imageupdateautomations"),
            custom("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations"),
            custom("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases"),
            custom("notification.toolkit.fluxcd.io", "v1", "Receiver", "receivers"),
            custom("fluxcd.controlplane.io", "v1", "FluxInstance", "fluxinstances"),
            custom("fluxcd.controlplane.io", "v1", "ResourceSet", "resourcesets"),
            custom("fluxcd.controlplane.io", "v1", "ResourceSetInputProvider", "resourcesetinputproviders"),
            custom("sluice.dev", "v1alpha1", "SqsEventSource", "sqseventsources"));

    /** Those of Kubernetes that discovery tells of; others of its groups are served all the same. */
    static final List<ServedKind> BUILT_IN = List.of(
            new ServedKind("", "v1", "ConfigMap", "configmaps", true, false),
            new ServedKind("", "v1", "Event", "events", true, false),
            new ServedKind("", "v1", "Namespace", "namespaces", false, true),
            new ServedKind("", "v1", "Secret", "secrets", true, false),
            new ServedKind("", "v1", "ServiceAccount", "serviceaccounts", true, false),
            new ServedKind(
                    "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false, true),
            new ServedKind("coordination.k8s.io", "v1", "Lease", "leases", true, false));

    private static ServedKind custom(String group, String version, String kind, String plural) {
        return new ServedKind(group, version, kind, plural, true, true);
    }

    String groupVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    boolean isAt(String otherGroup, String otherVersion, String otherPlural) {
        return group.equals(otherGroup) && version.equals(otherVersion) && plural.equals(otherPlural);
    }
}
