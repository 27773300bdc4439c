package dev.sluice.agent.receiver;

import java.util.Map;
import java.util.Optional;

/**
 * An entry of a Receiver's {@code spec.resources}.
 *
 * @param apiVersion the kind's group and version; empty: the kind's default
 * @param kind the kind
 * @param name an object's name, or {@code *}
 * @param namespace the object's namespace; empty: the Receiver's
 * @param matchLabels the labels that {@code *} selects by; empty: none given, which is an error with {@code *}
 * @param filter a CEL expression over {@code req}, {@code res} and {@code claims}
 */
public record ResourceReference(
        Optional<String> apiVersion,
        String kind,
        String name,
        Optional<String> namespace,
        Optional<Map<String, String>> matchLabels,
        Optional<String> filter) {

    /** An object by its name, with everything else left to the defaults. */
    public static ResourceReference named(String kind, String name) {
        return new ResourceReference(
                Optional.empty(), kind, name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@code kind namespace/name} as far as it says so itself, for people. */
    @Override
    public String toString() {
        return kind + " " + namespace.map(n -> n + "/").orElse("") + name;
    }
}
