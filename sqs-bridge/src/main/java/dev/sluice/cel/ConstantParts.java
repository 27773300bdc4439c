package dev.sluice.cel;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelAstValidator;

/**
 * The rule that what is constant has a value. Like cel-go's optimizer it evaluates literals and conversions of
 * constants, and compiles constant patterns: {@code int('x')} and {@code req.s.matches('[')} do not compile, wherever they
 * stand.
 */
final class ConstantParts implements CelAstValidator {

    @Override
    public void validate(CelNavigableAst tree, Cel cel, IssuesFactory issues) {
        tree.getRoot().allNodes().map(CelNavigableExpr::expr).forEach(part -> {
            try {
                check(part, tree.getAst());
            } catch (EvalError e) {
                issues.addError(part.id(), e.problem());
            } catch (CelEvaluationException e) {
                issues.addError(part.id(), Expression.problem(e));
            }
        });
    }

    private static void check(CelExpr part, CelAbstractSyntaxTree tree) throws CelEvaluationException {
        CelExpr.CelCall call = part.callOrDefault();
        if (call.function().equals("matches")) {
            CelConstant pattern = call.args().getLast().constantOrDefault();
            if (pattern.getKind() == CelConstant.Kind.STRING_VALUE) {
                Regex.compile(pattern.stringValue());
            }
        }
        if (part.getKind() != Kind.CONSTANT && isConstant(part)) {
            Dialect.RUNTIME
                    .createProgram(CelAbstractSyntaxTree.newCheckedAst(
                            part, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap()))
                    .eval();
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
                Conversions.isConversion(expression.call().function())
                        && expression.call().args().stream().allMatch(ConstantParts::isConstant);
            default -> false;
        };
    }
}
