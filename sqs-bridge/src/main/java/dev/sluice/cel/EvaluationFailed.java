package dev.sluice.cel;

/** An evaluation without a value; never leaves this package. */
final class EvaluationFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;

    /** @param problem for the author of the expression: where and what; shows no value of a payload */
    EvaluationFailed(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
