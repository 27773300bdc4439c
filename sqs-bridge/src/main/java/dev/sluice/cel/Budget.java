package dev.sluice.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What is left of one evaluation's {@link Limits}. dev.cel tells it of every part of the expression that was evaluated.
 * Used by one thread.
 */
final class Budget implements CelEvaluationListener {

    /** The functions whose result is new text, bytes or elements, rather than a part of what was there. */
    private static final Set<String> MAKERS = Set.of(
            "_+_",
            "base64.decode",
            "base64.encode",
            "bytes",
            "format",
            "join",
            "lowerAscii",
            "replace",
            "reverse",
            "split",
            "string",
            "strings.quote",
            "substring",
            "trim",
            "upperAscii");

    private static final int STEPS_BETWEEN_CLOCK_READINGS = 1000;

    /** Elements of one value, however deep. A short expression can nest a list into itself many times over. */
    private static final int LARGEST_VALUE = 1_000_000;

    private final long start = System.nanoTime();
    private final Limits limits;
    private long work;
    private long space;
    private long untilClock = STEPS_BETWEEN_CLOCK_READINGS;

    Budget(Limits limits) {
        this.limits = limits;
        this.work = limits.work();
        this.space = limits.space();
    }

    @Override
    public void callback(CelExpr expression, Object value) {
        spend(1);
        switch (expression.getKind()) {
            case CALL -> {
                // one call can take long by itself
                readClock();
                if (MAKERS.contains(expression.call().function())) {
                    pay(expression, value);
                }
            }
            case LIST, MAP -> spend(weight(value, LARGEST_VALUE));
            default -> {}
        }
    }

    private void pay(CelExpr call, Object value) {
        switch (value) {
            case String text -> make(text.length());
            case CelByteString bytes -> make(bytes.size());
            // a macro adds to its own result, one element at a time
            case Collection<?> list when !isOfMacro(call) -> make(list.size());
            default -> {}
        }
    }

    private static boolean isOfMacro(CelExpr call) {
        return call.call().args().getFirst().identOrDefault().name().startsWith("@");
    }

    private void make(long length) {
        space -= length;
        if (space < 0) {
            throw new LimitExceeded("makes more than " + limits.space() + " characters and list elements");
        }
    }

    private void spend(long steps) {
        work -= steps;
        if (work < 0) {
            throw new LimitExceeded("takes more than " + limits.work() + " steps");
        }
        untilClock -= steps;
        if (untilClock < 0) {
            untilClock = STEPS_BETWEEN_CLOCK_READINGS;
            readClock();
        }
    }

    private void readClock() {
        if (System.nanoTime() - start > limits.time().toNanos()) {
            throw new LimitExceeded("takes longer than " + limits.time().toMillis() + " ms");
        }
    }

    /** How many elements a value has that the expression made; what comes from the payload is counted as one. */
    private static int weight(Object value, int most) {
        Collection<?> parts = switch (value) {
            case CelValue payload -> Set.of();
            case JsonList payload -> Set.of();
            case Map<?, ?> map -> map.values();
            case Collection<?> list -> list;
            default -> Set.of();
        };
        int weight = 1;
        for (Object part : parts) {
            if (weight > most) {
                throw new LimitExceeded("makes a value of more than " + LARGEST_VALUE + " elements");
            }
            weight += weight(part, most - weight);
        }
        return weight;
    }
}
