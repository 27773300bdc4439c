package dev.sluice.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;

/**
 * {@code matches}: RE2, as Go's {@code regexp}, found anywhere in the text.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
final class Regex {

    /** Bounds the program of a pattern that comes from a payload. */
    private static final int LONGEST_PATTERN = 4096;

    /** The larger bound. */
    private static final Pattern REPETITION = Pattern.compile("\\{(?:[0-9]+,)?([0-9]{1,4})(?:,)?\\}");

    /** With its repetitions written out; this counts those that follow each other as if they were nested. */
    private static final long LARGEST_PATTERN = 500_000;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern.
     *
     * @throws EvalError when it is none
     */
    static Regex compile(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new EvalError("a pattern may have at most " + LONGEST_PATTERN + " characters");
        }
        checkRepetitions(pattern);
        try {
            return new Regex(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new EvalError("invalid pattern: " + e.getDescription());
        }
    }

    /** RE2/J compiles a repetition by copying, and repetitions within repetitions multiply; Go allows 1000 in all. */
    private static void checkRepetitions(String pattern) {
        long copies = 1;
        Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find()) {
            copies *= Math.max(1, Long.parseLong(repetition.group(1)));
            if (copies * pattern.length() > LARGEST_PATTERN) {
                throw new EvalError("invalid pattern: it repeats something too often");
            }
        }
    }

    boolean isIn(String text) {
        return pattern.matcher(new TimedText(text, System.nanoTime() + TimedText.MOST.toNanos()))
                .find();
    }

    /** Reads the clock now and then, so that a long search ends. */
    private record TimedText(String text, long end) implements CharSequence {

        private static final Duration MOST = Limits.DEFAULT.time();

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if ((index & 0xFF) == 0 && System.nanoTime() - end > 0) {
                throw new LimitExceeded("takes longer than " + MOST.toMillis() + " ms");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.subSequence(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
