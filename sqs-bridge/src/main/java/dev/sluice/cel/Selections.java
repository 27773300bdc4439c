package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelList;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.CelStruct;
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
        return CelAbstractSyntaxTree.newCheckedAst(
                rewrite(tree.getExpr()), tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
    }

    private static CelExpr rewrite(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> select(expression);
            case CALL -> {
                CelCall call = expression.call();
                CelCall.Builder copy = call.toBuilder().clearArgs();
                if (call.function().equals(OPTIONAL_SELECT)) {
                    copy.setFunction(OPTIONAL_INDEX);
                }
                call.target().ifPresent(target -> copy.setTarget(rewrite(target)));
                yield expression.toBuilder()
                        .setCall(copy.addArgs(rewrite(call.args())).build())
                        .build();
            }
            case LIST -> {
                CelList list = expression.list();
                yield expression.toBuilder()
                        .setList(CelList.newBuilder()
                                .addElements(rewrite(list.elements()))
                                .addOptionalIndices(list.optionalIndices())
                                .build())
                        .build();
            }
            case MAP -> {
                List<CelMap.Entry> entries = expression.map().entries().stream()
                        .map(entry -> entry.toBuilder()
                                .setKey(rewrite(entry.key()))
                                .setValue(rewrite(entry.value()))
                                .build())
                        .toList();
                yield expression.toBuilder()
                        .setMap(CelMap.newBuilder().addEntries(entries).build())
                        .build();
            }
            case STRUCT -> {
                CelStruct struct = expression.struct();
                List<CelStruct.Entry> entries = struct.entries().stream()
                        .map(entry -> entry.toBuilder()
                                .setValue(rewrite(entry.value()))
                                .build())
                        .toList();
                yield expression.toBuilder()
                        .setStruct(CelStruct.newBuilder()
                                .setMessageName(struct.messageName())
                                .addEntries(entries)
                                .build())
                        .build();
            }
            case COMPREHENSION -> {
                CelComprehension fold = expression.comprehension();
                yield expression.toBuilder()
                        .setComprehension(fold.toBuilder()
                                .setIterRange(rewrite(fold.iterRange()))
                                .setAccuInit(rewrite(fold.accuInit()))
                                .setLoopCondition(rewrite(fold.loopCondition()))
                                .setLoopStep(rewrite(fold.loopStep()))
                                .setResult(rewrite(fold.result()))
                                .build())
                        .build();
            }
            case CONSTANT, IDENT, NOT_SET -> expression;
        };
    }

    private static List<CelExpr> rewrite(List<CelExpr> expressions) {
        return expressions.stream().map(Selections::rewrite).toList();
    }

    private static CelExpr select(CelExpr expression) {
        CelSelect select = expression.select();
        CelExpr operand = rewrite(select.operand());
        // only what a call gives can be an optional; a payload holds none
        boolean ofCall = operand.getKind() == CelExpr.ExprKind.Kind.CALL;
        if (!select.testOnly() && !ofCall) {
            return expression.toBuilder()
                    .setSelect(select.toBuilder().setOperand(operand).build())
                    .build();
        }
        CelExpr field = CelExpr.ofConstant(expression.id(), CelConstant.ofValue(select.field()));
        return expression.toBuilder()
                .setCall(CelCall.newBuilder()
                        .setFunction(select.testOnly() ? HAS : INDEX)
                        .addArgs(operand, field)
                        .build())
                .build();
    }
}
