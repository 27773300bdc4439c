package dev.sluice.cel;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The functions that cel-go has and dev.cel lacks, and those that give another result there. */
final class OwnFunctions {

    private static final Set<StandardFunction> REPLACED = EnumSet.of(
            StandardFunction.CONTAINS,
            StandardFunction.GET_MILLISECONDS,
            StandardFunction.IN,
            StandardFunction.INDEX,
            StandardFunction.MATCHES,
            StandardFunction.STRING);

    private static final CelType V = TypeParamType.create("V");

    /** What the type checker has to know on top of dev.cel's own. */
    static final List<CelFunctionDecl> DECLARATIONS = List.of(
            newFunctionDeclaration(
                    "unwrapOpt",
                    newMemberOverload(
                            "optional_unwrapOpt", ListType.create(V), ListType.create(OptionalType.create(V)))),
            newFunctionDeclaration(
                    "format",
                    newMemberOverload(
                            "string_format", SimpleType.STRING, SimpleType.STRING, ListType.create(SimpleType.DYN))));

    private OwnFunctions() {}

    static boolean replaces(StandardFunction function) {
        return REPLACED.contains(function);
    }

    static List<CelFunctionBinding> bindings() {
        return Stream.of(Containers.FUNCTIONS, Conversions.FUNCTIONS, Strings.FUNCTIONS)
                .flatMap(List::stream)
                .flatMap(OwnFunction::bindings)
                .toList();
    }
}
