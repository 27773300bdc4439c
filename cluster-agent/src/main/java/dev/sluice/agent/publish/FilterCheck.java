package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.FilterEnvironment;
import dev.sluice.route.ReceiverName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the filters of a Receiver compile; looked at once for each version of it. */
final class FilterCheck {

    private static final String WITH_CLAIMS = "generic-oidc";

    private final Map<ReceiverName, Checked> checked = new HashMap<>();

    /** CEL is loaded only when there is a filter. */
    private static final class Environments {
        static final FilterEnvironment WITHOUT_CLAIMS = FilterEnvironment.withoutClaims();
        static final FilterEnvironment WITH_CLAIMS = FilterEnvironment.withClaims();
    }

    private record Checked(String type, List<String> filters, Optional<String> mistake) {}

    /** What is wrong with the Receiver's filters, for its author; empty when all compile, or it has none. */
    Optional<String> mistake(Receiver receiver) {
        if (!receiver.filtered()) {
            return Optional.empty();
        }
        List<String> filters = Stream.concat(
                        receiver.resourceFilter().stream(),
                        receiver.resources().stream()
                                .map(ResourceReference::filter)
                                .flatMap(Optional::stream))
                .toList();
        Checked before = checked.get(receiver.name());
        if (before == null
                || !before.filters().equals(filters)
                || !before.type().equals(receiver.type())) {
            before = new Checked(receiver.type(), filters, compile(receiver.type(), filters));
            checked.put(receiver.name(), before);
        }
        return before.mistake();
    }

    /** Forgets the Receivers that are gone. */
    void keepOnly(Set<ReceiverName> names) {
        checked.keySet().retainAll(names);
    }

    private static Optional<String> compile(String type, List<String> filters) {
        FilterEnvironment environment =
                type.equals(WITH_CLAIMS) ? Environments.WITH_CLAIMS : Environments.WITHOUT_CLAIMS;
        for (String filter : filters) {
            if (environment.compile(filter) instanceof Compilation.Invalid(String message)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
