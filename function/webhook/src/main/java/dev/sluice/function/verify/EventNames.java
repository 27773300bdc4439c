package dev.sluice.function.verify;

import java.util.Arrays;
import java.util.List;

/**
 * Names of events compared as Flux does it, with Go's {@code strings.EqualFold}: whole, letter by letter, under Unicode's
 * simple case folding. There is no wildcard, and white space counts.
 *
 * @see <a href="https://pkg.go.dev/strings#EqualFold">strings.EqualFold</a>
 */
final class EventNames {

    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;

    private EventNames() {}

    /** Whether the event is listed; an empty list lists all. */
    static boolean anyMatches(List<String> listed, String event) {
        return listed.isEmpty() || listed.stream().anyMatch(name -> equalFold(name, event));
    }

    static boolean equalFold(String a, String b) {
        return Arrays.equals(folded(a), folded(b));
    }

    private static int[] folded(String name) {
        return name.codePoints().map(EventNames::fold).toArray();
    }

    /** The two Turkish letters fold to nothing but themselves; Java's own comparison takes them for an i. */
    private static int fold(int c) {
        return c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I ? c : Character.toLowerCase(Character.toUpperCase(c));
    }
}
