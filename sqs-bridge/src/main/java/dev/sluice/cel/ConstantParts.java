package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;

/**
 * The rule that what is constant has a value. Like cel-go's optimizer it evaluates literals and conversions of
 * constants, and compiles constant patterns: {@code int('x')} and {@code req.s.matches('[')} do not compile, wherever they
 * stand.
 */
final class ConstantParts {

    private final CelAbstractSyntaxTree tree;

    ConstantParts(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    Optional<Mistake> firstMistake() {
        return CelNavigableExpr.fromExpr(tree.getExpr())
                .allNodes()
                .map(CelNavigableExpr::expr)
                .map(this::check)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Mistake> check(CelExpr expression) {
        try {
            checkPattern(expression);
            if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT && isConstant(expression)) {
                CelAbstractSyntaxTree part = CelAbstractSyntaxTree.newCheckedAst(
                        expression, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
                Dialect.RUNTIME.createProgram(part).eval();
            }
            return Optional.empty();
        } catch (EvalError e) {
            return Optional.of(new Mistake(expression.id(), e.problem()));
        } catch (CelEvaluationException e) {
            return Optional.of(new Mistake(expression.id(), Expression.problem(e)));
        }
    }

    private static void checkPattern(CelExpr expression) {
        CelExpr.CelCall call = expression.callOrDefault();
        if (call.function().equals("matches") && !call.args().isEmpty()) {
            CelConstant pattern = call.args().getLast().constantOrDefault();
            if (pattern.getKind() == CelConstant.Kind.STRING_VALUE) {
                Regex.compile(pattern.stringValue());
            }
        }
    }

    private static boolean isConstant(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> true;
            case LIST -> expression.list().elements().stream().allMatch(ConstantParts::isConstant);
            case MAP ->
                expression.map().entries().stream()
                        .allMatch(entry -> isConstant(entry.key()) && isConstant(entry.value()));
            case CALL ->
                expression.call().target().isEmpty()
                        && Conversions.isConversion(expression.call().function())
                        && expression.call().args().stream().allMatch(ConstantParts::isConstant);
            default -> false;
        };
    }
}
