package dev.sluice.agent.source;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which queues the event sources of a namespace may name. The agent's role reads all queues of event sources, so without a
 * rule a tenant could name another's.
 *
 * <p>In a pattern {@code <prefix>}, {@code <cluster>} and {@code <namespace>} stand for themselves, {@code *} for letters,
 * digits and {@code _}, and {@code **} for those and {@code -}. A lone {@code *} takes no {@code -} because namespaces
 * have some: {@code events-a-*} must not reach the queues of namespace {@code a-b}.
 */
final class QueuePattern {

    static final String DEFAULT = "<prefix>-<cluster>-events-<namespace>-*";

    private static final Pattern PART = Pattern.compile("<([a-z]+)>|\\*\\*?|[A-Za-z0-9_-]+");
    private static final Set<String> PLACEHOLDERS = Set.of("prefix", "cluster", "namespace");
    private static final Pattern QUEUE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final String pattern;
    private final String prefix;
    private final String cluster;

    /**
     * @param pattern the pattern
     * @param prefix what {@code <prefix>} stands for; a {@code /} in it is written {@code -}
     * @param cluster what {@code <cluster>} stands for
     * @throws IllegalArgumentException when it is no pattern; the message says what is allowed
     */
    QueuePattern(String pattern, String prefix, String cluster) {
        this.pattern = pattern;
        this.prefix = prefix.replace('/', '-');
        this.cluster = cluster;
        if (!isPattern(pattern)) {
            throw new IllegalArgumentException(
                    "must be made of letters, digits, -, _, <prefix>, <cluster>, <namespace>, * and **");
        }
    }

    /** Whether a text is a pattern. */
    static boolean isPattern(String text) {
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            boolean known = part.group(1) == null || PLACEHOLDERS.contains(part.group(1));
            if (part.start() != end || !known) {
                return false;
            }
            end = part.end();
        }
        return end > 0 && end == text.length();
    }

    /** Whether the sources of a namespace may name that queue. */
    boolean allows(String namespace, String queueName) {
        return QUEUE_NAME.matcher(queueName).matches()
                && of(namespace).matcher(queueName).matches();
    }

    /** The pattern of a namespace, for people. */
    String describe(String namespace) {
        return PART.matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(
                        placeholder(match.group(1), namespace).orElseGet(match::group)));
    }

    private Pattern of(String namespace) {
        StringBuilder regex = new StringBuilder();
        Matcher part = PART.matcher(pattern);
        while (part.find()) {
            regex.append(
                    switch (part.group()) {
                        case "*" -> "[A-Za-z0-9_]+";
                        case "**" -> "[A-Za-z0-9_-]+";
                        default ->
                            Pattern.quote(placeholder(part.group(1), namespace).orElseGet(part::group));
                    });
        }
        return Pattern.compile(regex.toString());
    }

    private Optional<String> placeholder(@Nullable String name, String namespace) {
        return switch (name) {
            case "prefix" -> Optional.of(prefix);
            case "cluster" -> Optional.of(cluster);
            case "namespace" -> Optional.of(namespace);
            case null, default -> Optional.empty();
        };
    }
}
