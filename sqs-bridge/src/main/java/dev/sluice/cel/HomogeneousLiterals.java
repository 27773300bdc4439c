package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OptionalType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that all elements of a list literal have one type, and all keys and all values of a map literal. Arguments
 * of {@code format} are exempt.
 *
 * @see <a href="https://pkg.go.dev/github.com/google/cel-go@v0.27.0/cel#HomogeneousAggregateLiterals">cel-go</a>
 */
final class HomogeneousLiterals {

    private final CelAbstractSyntaxTree tree;

    HomogeneousLiterals(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    Optional<Mistake> firstMistake() {
        return CelNavigableExpr.fromExpr(tree.getExpr())
                .allNodes()
                .filter(node -> !isExempt(node))
                .map(node -> check(node.expr()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isExempt(CelNavigableExpr node) {
        for (Optional<CelNavigableExpr> outer = node.parent();
                outer.isPresent();
                outer = outer.get().parent()) {
            if (outer.get().expr().callOrDefault().function().equals("format")) {
                return true;
            }
        }
        return false;
    }

    private Optional<Mistake> check(CelExpr expression) {
        return switch (expression.getKind()) {
            case LIST -> checkList(expression);
            case MAP -> checkMap(expression);
            default -> Optional.empty();
        };
    }

    private Optional<Mistake> checkList(CelExpr expression) {
        List<CelExpr> elements = expression.list().elements();
        List<Integer> optional = expression.list().optionalIndices();
        CelType expected = null;
        for (int i = 0; i < elements.size(); i++) {
            Typed element = typed(elements.get(i), optional.contains(i));
            Optional<Mistake> mistake = compare(expected, element);
            if (mistake.isPresent()) {
                return mistake;
            }
            expected = element.type();
        }
        return Optional.empty();
    }

    private Optional<Mistake> checkMap(CelExpr expression) {
        CelType expectedKey = null;
        CelType expectedValue = null;
        for (CelMap.Entry entry : expression.map().entries()) {
            Typed key = typed(entry.key(), false);
            Typed value = typed(entry.value(), entry.optionalEntry());
            Optional<Mistake> mistake = compare(expectedKey, key);
            if (mistake.isEmpty()) {
                mistake = compare(expectedValue, value);
            }
            if (mistake.isPresent()) {
                return mistake;
            }
            expectedKey = key.type();
            expectedValue = value.type();
        }
        return Optional.empty();
    }

    /** A part of a literal; its type is null if it was marked optional and is not known to be. */
    private record Typed(long node, @Nullable CelType type) {}

    private Typed typed(CelExpr expression, boolean optional) {
        CelType type = tree.getTypeOrThrow(expression.id());
        if (!optional) {
            return new Typed(expression.id(), type);
        }
        return new Typed(
                expression.id(),
                type instanceof OptionalType ? type.parameters().getFirst() : null);
    }

    private static Optional<Mistake> compare(@Nullable CelType expected, Typed part) {
        CelType actual = part.type();
        if (actual == null) {
            // cel-go ends with a panic here
            return Optional.of(new Mistake(part.node(), "an entry with ? must be known to be an optional"));
        }
        if (expected == null || withoutNull(expected).equals(withoutNull(actual))) {
            return Optional.empty();
        }
        return Optional.of(new Mistake(
                part.node(),
                "expected type '%s' but found '%s'".formatted(CelTypes.format(expected), CelTypes.format(actual))));
    }

    private static CelType withoutNull(CelType type) {
        return type instanceof NullableType nullable ? nullable.targetType() : type;
    }
}
