package dev.sluice.agent.operate;

/** Text of unknown origin as it may go to a terminal. */
final class Printable {

    private static final String CUT = "...";

    private Printable() {}

    /**
     * The text without anything that a terminal would obey: every character outside of printable ASCII is a question mark.
     *
     * @param text the text
     * @param max the most characters; what is longer is cut, and ends with dots
     */
    static String of(String text, int max) {
        boolean cut = text.length() > max;
        StringBuilder printable = new StringBuilder(max);
        text.chars()
                .limit(cut ? max - CUT.length() : max)
                .forEach(c -> printable.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return printable.append(cut ? CUT : "").toString();
    }
}
