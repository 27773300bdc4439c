package dev.sluice.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Receiver can ask for beyond what Flux does, by an annotation. Nothing of it is on by itself.
 *
 * <p>The agent copies the annotation {@code sluice.dev/<name>} into the route's options under {@code <name>}.
 */
public enum RouteOption {
    /**
     * Signatures by Standard Webhooks, and GitLab's signing tokens. {@code accept}: a webhook that has one is judged by it
     * alone; {@code require}: no other webhook is taken.
     */
    STANDARD_WEBHOOKS("standard-webhooks", "accept", "require"),
    /** {@code accept}: a genuine webhook with an event that is not listed is answered 202, not 400. */
    UNLISTED_EVENTS("unlisted-events", "accept");

    private static final String ANNOTATION_PREFIX = "sluice.dev/";

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // it is a copy
    private final List<String> allowed;

    RouteOption(String label, String... allowed) {
        this.label = label;
        this.allowed = List.of(allowed);
    }

    /** Its name in a route's options. */
    public String label() {
        return label;
    }

    /** The annotation that asks for it. */
    public String annotation() {
        return ANNOTATION_PREFIX + label;
    }

    /** The values that it may have. */
    public List<String> allowed() {
        return allowed;
    }

    /** Whether these annotations ask for it, with a value that it does not have. */
    public boolean isWrongIn(Map<String, String> annotations) {
        String value = annotations.get(annotation());
        return value != null && !allowed.contains(value);
    }

    /** What these annotations ask for. */
    public Optional<String> in(Map<String, String> annotations) {
        return Optional.ofNullable(annotations.get(annotation())).filter(allowed::contains);
    }

    /** What a route has of it; empty when it is off. */
    public String of(Route route) {
        return Optional.ofNullable(route.options().get(label))
                .filter(allowed::contains)
                .orElse("");
    }

    /** Whether a route has it at all. */
    public boolean isOn(Route route) {
        return !of(route).isEmpty();
    }
}
