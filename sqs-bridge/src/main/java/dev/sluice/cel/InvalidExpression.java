package dev.sluice.cel;

/** An expression that does not compile; never leaves this package. */
final class InvalidExpression extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;

    /** @param problem for the author of the expression: where and what */
    InvalidExpression(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
