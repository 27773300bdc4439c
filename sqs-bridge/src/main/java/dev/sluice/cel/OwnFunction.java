package dev.sluice.cel;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function that takes the place of dev.cel's, or that dev.cel lacks. It is bound to all the ids at once and looks at
 * its arguments itself, for the type checker often knows no more than {@code dyn}.
 *
 * @param name its name
 * @param arity how many arguments it takes, its target included
 * @param overloads the ids of its overloads
 * @param body what it does
 */
record OwnFunction(String name, int arity, List<String> overloads, Body body) {

    /** Gives null when it does not take values of these types. */
    @Immutable
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(Object[] args);
    }

    static OwnFunction of(String name, int arity, Body body, String... overloads) {
        return new OwnFunction(name, arity, List.of(overloads), body);
    }

    Stream<CelFunctionBinding> bindings() {
        return Stream.concat(Stream.of(name), overloads.stream().filter(id -> !id.equals(name)))
                .map(id -> binding(id, name, arity, body));
    }

    private static CelFunctionBinding binding(String id, String name, int arity, Body body) {
        List<Class<?>> any = Collections.nCopies(arity, Object.class);
        return CelFunctionBinding.from(id, any, args -> {
            Object result = body.apply(args);
            if (result == null) {
                throw new CelOverloadNotFoundException(name);
            }
            return Objects.requireNonNull(result);
        });
    }
}
