package dev.sluice.route;

/** A route that cannot be read; never leaves this package. */
final class InvalidRoute extends Exception {

    private final String problem;

    /** @param problem the field and its allowed values, for example {@code .state: must be one of ready, ...} */
    InvalidRoute(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** The same problem, of an entry of a list. */
    InvalidRoute in(String field, int index) {
        return new InvalidRoute("." + field + "[" + index + "]" + problem);
    }

    String problem() {
        return problem;
    }
}
