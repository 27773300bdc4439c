package dev.sluice.agent.receiver;

import java.util.regex.Pattern;

/**
 * Label selectors as {@code kubectl -l} takes them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label
 *     selectors</a>
 */
public final class LabelSelector {

    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String DOMAIN_PART = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
    private static final String KEY = "(?:(?=[^/]{1,253}/)" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*/)?" + NAME;
    private static final String VALUE = "(?:" + NAME + ")?";
    private static final String EQUALITY = KEY + "\\s*(?:==?|!=)\\s*" + VALUE;
    private static final String SET = KEY + "\\s+(?:not)?in\\s*\\(\\s*" + VALUE + "(?:\\s*,\\s*" + VALUE + ")*\\s*\\)";
    private static final String EXISTENCE = "(?:!\\s*)?" + KEY;
    private static final String REQUIREMENT = "\\s*(?:" + EQUALITY + "|" + SET + "|" + EXISTENCE + ")\\s*";
    private static final Pattern SELECTOR = Pattern.compile(REQUIREMENT + "(?:," + REQUIREMENT + ")*");

    private LabelSelector() {}

    /** Whether the text is a selector: requirements of the equality, set or existence form, separated by commas. */
    public static boolean isValid(String text) {
        return SELECTOR.matcher(text).matches();
    }
}
