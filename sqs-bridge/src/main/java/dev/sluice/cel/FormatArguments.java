package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule that a constant format string fits the list of arguments that is written next to it.
 *
 * @see <a href="https://github.com/google/cel-go/blob/v0.27.0/ext/formatting_v2.go">cel-go, the format validator</a>
 */
final class FormatArguments {

    private static final Set<CelKind> NUMBERS = EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE);
    private static final Set<CelKind> WHOLE = EnumSet.of(CelKind.INT, CelKind.UINT);
    private static final Set<CelKind> BINARY = EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.BOOL);
    private static final Set<CelKind> HEXADECIMAL =
            EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.STRING, CelKind.BYTES);
    private static final Set<CelKind> ANY = EnumSet.of(
            CelKind.LIST,
            CelKind.MAP,
            CelKind.INT,
            CelKind.UINT,
            CelKind.DOUBLE,
            CelKind.BOOL,
            CelKind.STRING,
            CelKind.TIMESTAMP,
            CelKind.BYTES,
            CelKind.DURATION,
            CelKind.TYPE,
            CelKind.NULL_TYPE);

    private final CelAbstractSyntaxTree tree;

    FormatArguments(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    Optional<Mistake> firstMistake() {
        return CelNavigableExpr.fromExpr(tree.getExpr())
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(FormatArguments::isConstantFormat)
                .map(this::checkFormat)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isConstantFormat(CelExpr expression) {
        if (expression.exprKind().getKind() != Kind.CALL) {
            return false;
        }
        CelCall call = expression.call();
        return call.function().equals("format")
                && call.target().filter(FormatArguments::isText).isPresent()
                && call.args().size() == 1
                && call.args().getFirst().exprKind().getKind() == Kind.LIST;
    }

    private static boolean isText(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private Optional<Mistake> checkFormat(CelExpr expression) {
        List<CelExpr> arguments = expression.call().args().getFirst().list().elements();
        List<FormatClause> clauses;
        try {
            String format = expression.call().target().orElseThrow().constant().stringValue();
            clauses = FormatClause.parse(format).stream()
                    .filter(clause -> !clause.isText())
                    .toList();
        } catch (EvalError e) {
            return Optional.of(new Mistake(expression.id(), e.problem()));
        }
        if (clauses.size() != arguments.size()) {
            return Optional.of(new Mistake(
                    expression.id(),
                    "the format string has %d clauses, but there are %d arguments"
                            .formatted(clauses.size(), arguments.size())));
        }
        for (int i = 0; i < clauses.size(); i++) {
            Optional<Mistake> mistake = checkArgument(clauses.get(i).verb(), arguments.get(i));
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        return Optional.empty();
    }

    private Optional<Mistake> checkArgument(char verb, CelExpr argument) {
        CelType type = tree.getTypeOrThrow(argument.id());
        if (type.kind() != CelKind.DYN && !kinds(verb).contains(type.kind())) {
            return Optional.of(
                    new Mistake(argument.id(), "%%%s cannot format a %s".formatted(verb, CelTypes.format(type))));
        }
        boolean literal = argument.exprKind().getKind() == Kind.LIST
                || argument.exprKind().getKind() == Kind.MAP;
        if (verb == 's' && literal) {
            return CelNavigableExpr.fromExpr(argument)
                    .children()
                    .map(part -> checkArgument(verb, part.expr()))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static Set<CelKind> kinds(char verb) {
        return switch (verb) {
            case 'd', 'f', 'e' -> NUMBERS;
            case 'x', 'X' -> HEXADECIMAL;
            case 'o' -> WHOLE;
            case 'b' -> BINARY;
            default -> ANY;
        };
    }
}
