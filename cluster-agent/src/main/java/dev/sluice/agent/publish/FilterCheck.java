package dev.sluice.agent.publish;

import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.cel.Compilation;
import dev.sluice.route.ReceiverName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the filters of a Receiver compile; looked at once for each version of it. */
final class FilterCheck {

    private final Filters compiler;
    private final Map<ReceiverName, Checked> checked = new HashMap<>();

    FilterCheck(Filters compiler) {
        this.compiler = compiler;
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
            before = new Checked(receiver.type(), filters, compile(receiver, filters));
            checked.put(receiver.name(), before);
        }
        return before.mistake();
    }

    /** Forgets the Receivers that are gone. */
    void keepOnly(Set<ReceiverName> names) {
        checked.keySet().retainAll(names);
    }

    private Optional<String> compile(Receiver receiver, List<String> filters) {
        for (String filter : filters) {
            if (compiler.compile(receiver, filter) instanceof Compilation.Invalid(String message)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
