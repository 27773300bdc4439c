/** The Kustomize bases and the Helm chart, rendered by the real tools and judged by the real API server. */
@NullMarked
package dev.sluice.infra.kubernetes;

import org.jspecify.annotations.NullMarked;
