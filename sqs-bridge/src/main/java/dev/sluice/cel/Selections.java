package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.navigation.TraversalOrder;
import java.util.List;

/**
 * Makes calls of our own functions of what dev.cel does not see as cel-go does when a value is null or a list:
 * {@code has(a.b)}, {@code a.?b}, and {@code .b} of an optional.
 */
final class Selections {

    static final String HAS = "@has";
    static final String INDEX = "_[_]";
    static final String OPTIONAL_INDEX = "_[?_]";
    private static final String OPTIONAL_SELECT = "_?._";

    private Selections() {}

    static CelAbstractSyntaxTree rewrite(CelAbstractSyntaxTree tree) {
        CelMutableAst copy = CelMutableAst.fromCelAst(tree);
        // inner parts first, for a selection of a call is one, too
        CelNavigableMutableAst.fromAst(copy)
                .getRoot()
                .allNodes(TraversalOrder.POST_ORDER)
                .map(CelNavigableMutableExpr::expr)
                .toList()
                .forEach(Selections::rewrite);
        return CelAbstractSyntaxTree.newCheckedAst(
                CelMutableExprConverter.fromMutableExpr(copy.expr()),
                tree.getSource(),
                tree.getReferenceMap(),
                tree.getTypeMap());
    }

    private static void rewrite(CelMutableExpr expression) {
        if (expression.getKind() == Kind.CALL && expression.call().function().equals(OPTIONAL_SELECT)) {
            expression.call().setFunction(OPTIONAL_INDEX);
        }
        if (expression.getKind() != Kind.SELECT) {
            return;
        }
        CelMutableSelect select = expression.select();
        // only what a call gives can be an optional; a payload holds none
        if (select.testOnly() || select.operand().getKind() == Kind.CALL) {
            CelMutableExpr field = CelMutableExpr.ofConstant(expression.id(), CelConstant.ofValue(select.field()));
            String function = select.testOnly() ? HAS : INDEX;
            expression.setCall(CelMutableCall.create(function, List.of(select.operand(), field)));
        }
    }
}
