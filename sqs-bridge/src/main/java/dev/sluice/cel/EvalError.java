package dev.sluice.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/** An error of CEL in a function of ours; {@code ||} and {@code &&} may absorb it. Never leaves this package. */
final class EvalError extends CelRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    /** @param problem what is wrong, in the words of the expression's author; shows no value of a payload */
    EvalError(String problem) {
        super(new IllegalArgumentException(problem), CelErrorCode.INVALID_ARGUMENT);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
