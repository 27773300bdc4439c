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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compiles expressions over a fixed set of variables. Safe for use by many threads. */
final class ExpressionCompiler {

    private static final int MOST_PROBLEMS = 3;

    private final CelCompiler compiler;
    private final Limits limits;

    ExpressionCompiler(List<String> variables, Limits limits) {
        this.compiler = Dialect.compiler(variables);
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
            CelAbstractSyntaxTree tree = checked(text);
            CelType type = tree.getResultType();
            if (bool && !type.equals(SimpleType.BOOL)) {
                throw new InvalidExpression(
                        "the expression must be a bool, but is a " + CelTypes.format(type) + hint(type));
            }
            return planned(tree);
        } catch (StackOverflowError e) {
            throw new InvalidExpression("the expression is nested too deeply");
        }
    }

    private static String hint(CelType type) {
        return type.equals(SimpleType.DYN) ? "; compare it, for example with == true" : "";
    }

    private CelAbstractSyntaxTree checked(String text) throws InvalidExpression {
        CelValidationResult result = compiler.compile(text);
        if (result.hasError()) {
            throw new InvalidExpression(result.getErrors().stream()
                    .limit(MOST_PROBLEMS)
                    .map(ExpressionCompiler::describe)
                    .collect(Collectors.joining("; ")));
        }
        return validated(result);
    }

    private static CelAbstractSyntaxTree validated(CelValidationResult result) throws InvalidExpression {
        CelAbstractSyntaxTree tree;
        try {
            tree = result.getAst();
        } catch (CelValidationException e) {
            throw new InvalidExpression("the expression is invalid");
        }
        return validated(tree);
    }

    private static CelAbstractSyntaxTree validated(CelAbstractSyntaxTree tree) throws InvalidExpression {
        Optional<Mistake> mistake = new HomogeneousLiterals(tree)
                .firstMistake()
                .or(() -> new FormatArguments(tree).firstMistake())
                .or(() -> new ConstantParts(tree).firstMistake());
        if (mistake.isPresent()) {
            int position = tree.getSource()
                    .getPositionsMap()
                    .getOrDefault(mistake.get().node(), 0);
            throw new InvalidExpression(
                    place(tree.getSource(), position) + mistake.get().problem());
        }
        return tree;
    }

    private Expression planned(CelAbstractSyntaxTree tree) throws InvalidExpression {
        try {
            return new Expression(Dialect.RUNTIME.createProgram(Selections.rewrite(tree)), tree.getSource(), limits);
        } catch (CelEvaluationException e) {
            throw new InvalidExpression(Expression.problem(e));
        }
    }

    private static String describe(CelIssue issue) {
        return place(issue.getSourceLocation()) + issue.getMessage();
    }

    static String place(CelSource source, int position) {
        return position < 0
                ? ""
                : source.getOffsetLocation(position)
                        .map(ExpressionCompiler::place)
                        .orElse("");
    }

    private static String place(CelSourceLocation location) {
        return location.getLine() < 1 ? "" : location.getLine() + ":" + (location.getColumn() + 1) + ": ";
    }
}
