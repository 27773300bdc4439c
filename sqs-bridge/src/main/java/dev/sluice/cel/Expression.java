package dev.sluice.cel;

import dev.cel.common.CelSource;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled expression. Safe for use by many threads. */
record Expression(CelRuntime.Program program, CelSource source, Limits limits) {

    /** How dev.cel's messages start; the rest of them may quote values. */
    private static final Pattern POSITION =
            Pattern.compile("evaluation error at [^:]*:([0-9]{1,9}): .*", Pattern.DOTALL);

    /**
     * Evaluates it.
     *
     * @param variables their values, by name
     * @return a CEL value
     * @throws EvaluationFailed when there is none, or a limit was exceeded
     */
    Object value(Map<String, Object> variables) throws EvaluationFailed {
        try {
            return program.trace(variables, new Budget(limits));
        } catch (CelEvaluationException e) {
            throw new EvaluationFailed(place(e) + problem(e));
        } catch (LimitExceeded e) {
            throw new EvaluationFailed("the expression " + e.limit());
        } catch (StackOverflowError e) {
            throw new EvaluationFailed("the expression or a value is nested too deeply");
        }
    }

    /** As {@link #value}, for an expression that is a bool. */
    boolean holds(Map<String, Object> variables) throws EvaluationFailed {
        if (value(variables) instanceof Boolean bool) {
            return bool;
        }
        throw new EvaluationFailed("the expression did not give a bool");
    }

    private String place(CelEvaluationException error) {
        Matcher position = POSITION.matcher(String.valueOf(error.getMessage()));
        return position.matches() ? ExpressionCompiler.place(source, Integer.parseInt(position.group(1))) : "";
    }

    /** In our own words: dev.cel's quote values. */
    static String problem(CelEvaluationException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof EvalError ours) {
                return ours.problem();
            }
        }
        return switch (error.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "no such key";
            case INDEX_OUT_OF_BOUNDS -> "index out of range";
            case DIVIDE_BY_ZERO -> "division by zero";
            case DUPLICATE_ATTRIBUTE -> "a map has the same key twice";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> "a function or operator does not take values of these types";
            case NUMERIC_OVERFLOW -> "the result is out of range";
            case BAD_FORMAT -> "a value cannot be read as that type";
            default -> "a value does not fit here";
        };
    }
}
