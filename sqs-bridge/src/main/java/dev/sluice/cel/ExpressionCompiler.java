package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles expressions over a fixed set of variables. Safe for use by many threads. */
final class ExpressionCompiler {

    private static final int MOST_PROBLEMS = 3;

    private final CelCompiler compiler;
    private final CelValidator validator;
    private final Limits limits;

    ExpressionCompiler(List<String> variables, Limits limits) {
        this.compiler = Dialect.compiler(variables);
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, Dialect.RUNTIME)
                .addAstValidators(HomogeneousLiteralValidator.newInstance("format"), new ConstantParts())
                .build();
        this.limits = limits;
    }

    /** Compiles an expression whose type is exactly bool; dyn is not enough. */
    Expression compileBool(String text) throws InvalidExpression {
        return compile(text, true);
    }

    /** Compiles an expression of any type. */
    Expression compile(String text) throws InvalidExpression {
        return compile(text, false);
    }

    private Expression compile(String text, boolean bool) throws InvalidExpression {
        try {
            CelAbstractSyntaxTree tree = accepted(compiler.compile(text));
            CelType type = tree.getResultType();
            if (bool && !type.equals(SimpleType.BOOL)) {
                String hint = type.equals(SimpleType.DYN) ? "; compare it, for example with == true" : "";
                throw new InvalidExpression("the expression must be a bool, but is a " + CelTypes.format(type) + hint);
            }
            accepted(validator.validate(tree));
            return new Expression(Dialect.RUNTIME.createProgram(Selections.rewrite(tree)), tree.getSource(), limits);
        } catch (CelValidationException | CelEvaluationException | IndexOutOfBoundsException e) {
            // the last comes from a validator: an entry with ? of which nobody knows that it is an optional
            throw new InvalidExpression("the expression is invalid");
        } catch (StackOverflowError e) {
            throw new InvalidExpression("the expression is nested too deeply");
        }
    }

    private static CelAbstractSyntaxTree accepted(CelValidationResult result)
            throws InvalidExpression, CelValidationException {
        if (result.hasError()) {
            throw new InvalidExpression(result.getErrors().stream()
                    .limit(MOST_PROBLEMS)
                    .map(ExpressionCompiler::describe)
                    .collect(Collectors.joining("; ")));
        }
        return result.getAst();
    }

    private static String describe(CelIssue issue) {
        return place(issue.getSourceLocation()) + issue.getMessage();
    }

    static String place(CelSource source, int position) {
        return source.getOffsetLocation(position).map(ExpressionCompiler::place).orElse("");
    }

    private static String place(CelSourceLocation location) {
        return location.getLine() < 1 ? "" : location.getLine() + ":" + (location.getColumn() + 1) + ": ";
    }
}
