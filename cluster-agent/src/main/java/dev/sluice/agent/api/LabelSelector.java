package dev.sluice.agent.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query that selects by labels.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels and selectors</a>
 */
final class LabelSelector {

    private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern KEY = Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + NAME);
    private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

    private LabelSelector() {}

    /**
     * The query's value.
     *
     * @param labels what objects must have
     * @return empty when no object can have such labels; an empty text when every object does
     */
    static Optional<String> of(Map<String, String> labels) {
        boolean possible = labels.entrySet().stream()
                .allMatch(label -> KEY.matcher(label.getKey()).matches()
                        && VALUE.matcher(label.getValue()).matches());
        return possible
                ? Optional.of(new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(",")))
                : Optional.empty();
    }
}
