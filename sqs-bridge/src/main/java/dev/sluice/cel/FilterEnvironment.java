package dev.sluice.cel;

import java.util.List;

/**
 * Compiles the filters of Receivers: {@code spec.resourceFilter} and {@code spec.resources[].filter}. A filter sees the
 * webhook's payload as {@code req} and the object to reconcile as {@code res}. Making one takes a moment; keep it. Safe
 * for use by many threads.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#filtering-reconciled-objects-with-cel">Flux,
 *     Filtering reconciled objects with CEL</a>
 */
public final class FilterEnvironment {

    private final ExpressionCompiler compiler;

    private FilterEnvironment(List<String> variables, Limits limits) {
        this.compiler = new ExpressionCompiler(variables, limits);
    }

    /** For the Receivers of all types but {@code generic-oidc}: {@code claims} is not declared. */
    public static FilterEnvironment withoutClaims() {
        return new FilterEnvironment(List.of("req", "res"), Limits.DEFAULT);
    }

    /** For Receivers of type {@code generic-oidc}, whose filters also see the token's {@code claims}. */
    public static FilterEnvironment withClaims() {
        return new FilterEnvironment(List.of("req", "res", "claims"), Limits.DEFAULT);
    }

    static FilterEnvironment withLimits(Limits limits) {
        return new FilterEnvironment(List.of("req", "res"), limits);
    }

    /**
     * Compiles a filter.
     *
     * @param expression its CEL expression
     * @return the filter; or why it is none: a syntax or type error, a constant that cannot be read, or a type other
     *     than bool
     */
    public Compilation compile(String expression) {
        try {
            return new Compilation.Compiled(new Filter(compiler.compileBool(expression)));
        } catch (InvalidExpression e) {
            return new Compilation.Invalid(e.problem());
        }
    }
}
