package dev.sluice.cel;

import com.google.common.primitives.UnsignedLong;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What looks into lists, maps and optionals. */
final class Containers {

    private static final RuntimeEquality EQUALITY = RuntimeEquality.create(RuntimeHelpers.create(), Dialect.OPTIONS);

    private Containers() {}

    static final List<OwnFunction> FUNCTIONS = List.of(
            OwnFunction.of(
                    Selections.INDEX,
                    2,
                    args -> index(args[0], args[1]),
                    "index_list",
                    "index_map",
                    "optional_list_index_int",
                    "optional_map_index_value"),
            OwnFunction.of(
                    Selections.OPTIONAL_INDEX,
                    2,
                    args -> optionalIndex(args[0], args[1]),
                    "select_optional_field",
                    "list_optindex_optional_int",
                    "optional_list_optindex_optional_int",
                    "map_optindex_optional_value",
                    "optional_map_optindex_optional_value"),
            OwnFunction.of(Selections.HAS, 2, args -> has(args[0], args[1])),
            OwnFunction.of("@in", 2, args -> in(args[0], args[1]), "in_list", "in_map"),
            relation("sets.contains", Containers::containsAll, "list_sets_contains_list"),
            relation("sets.equivalent", (a, b) -> containsAll(a, b) && containsAll(b, a), "list_sets_equivalent_list"),
            relation("sets.intersects", Containers::intersects, "list_sets_intersects_list"),
            OwnFunction.of(
                    "unwrapOpt",
                    1,
                    args -> args[0] instanceof List<?> list ? unwrap(list) : null,
                    "optional_unwrapOpt"));

    @Immutable
    private interface Relation {
        boolean holds(List<?> left, List<?> right);
    }

    private static OwnFunction relation(String name, Relation relation, String overload) {
        return OwnFunction.of(
                name,
                2,
                args -> {
                    if (args[0] instanceof List<?> left && args[1] instanceof List<?> right) {
                        return relation.holds(left, right);
                    }
                    return null;
                },
                overload);
    }

    private static Object index(Object container, Object key) {
        if (container instanceof Optional<?> optional) {
            return optionalIndex(optional, key);
        }
        Object value = select(container, key);
        if (value != null) {
            return value;
        }
        throw container instanceof List<?>
                ? new CelIndexOutOfBoundsException("")
                : CelAttributeNotFoundException.of("");
    }

    private static Optional<?> optionalIndex(Object container, Object key) {
        return container instanceof Optional<?> optional
                ? optional.map(value -> select(value, key))
                : Optional.ofNullable(select(container, key));
    }

    private static @Nullable Object select(Object container, Object key) {
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new EvalError("a value of that type cannot be a key");
        }
        return switch (container) {
            case Map<?, ?> map -> EQUALITY.findInMap(map, key).orElse(null);
            case List<?> list -> {
                long index = place(key);
                yield index >= 0 && index < list.size() ? list.get((int) index) : null;
            }
            default -> null;
        };
    }

    private static long place(Object key) {
        return switch (key) {
            case Long number -> number;
            case UnsignedLong number -> number.longValue();
            case Double number when number.longValue() == number -> number.longValue();
            default -> throw new EvalError("a list's index must be a whole number");
        };
    }

    /** In Go, null, a string or a number has no fields, and that is no error. */
    private static boolean has(Object container, Object key) {
        return switch (container) {
            case Optional<?> optional -> optional.isPresent() && has(optional.get(), key);
            case Map<?, ?> map -> map.containsKey(key);
            case List<?> list -> throw new EvalError("a list has no fields");
            default -> false;
        };
    }

    private static @Nullable Object in(Object value, Object container) {
        return switch (container) {
            case List<?> list -> contains(list, value);
            case Map<?, ?> map -> EQUALITY.findInMap(map, value).isPresent();
            default -> null;
        };
    }

    private static boolean contains(List<?> list, Object value) {
        for (Object element : list) {
            if (EQUALITY.objectEquals(element, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsAll(List<?> list, List<?> part) {
        Limits.checkCall((long) list.size() * part.size());
        for (Object element : part) {
            if (!contains(list, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean intersects(List<?> left, List<?> right) {
        Limits.checkCall((long) left.size() * right.size());
        for (Object element : left) {
            if (contains(right, element)) {
                return true;
            }
        }
        return false;
    }

    private static List<?> unwrap(List<?> list) {
        return list.stream()
                .map(element -> {
                    if (element instanceof Optional<?> optional) {
                        return optional;
                    }
                    throw new EvalError("the list must hold optionals");
                })
                .flatMap(Optional::stream)
                .toList();
    }
}
