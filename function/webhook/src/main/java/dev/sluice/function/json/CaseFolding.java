package dev.sluice.function.json;

/**
 * Texts compared letter by letter under Unicode's simple case folding, as Go's {@code strings.EqualFold} does, and
 * {@code encoding/json} with the names of fields. (Java's Unicode may be newer, and know a few letters more.)
 *
 * @see <a href="https://pkg.go.dev/strings#EqualFold">strings.EqualFold</a>
 */
public final class CaseFolding {

    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;

    private CaseFolding() {}

    /** Whether the two are the same but for case. */
    public static boolean areEqual(String a, String b) {
        return fold(a).equals(fold(b));
    }

    /** What all texts have in common that are the same but for case. */
    static String fold(String text) {
        return text.codePoints()
                .map(CaseFolding::fold)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The two Turkish letters fold to nothing but themselves; Java's own comparison takes them for an i. */
    private static int fold(int c) {
        return c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I ? c : Character.toLowerCase(Character.toUpperCase(c));
    }
}
