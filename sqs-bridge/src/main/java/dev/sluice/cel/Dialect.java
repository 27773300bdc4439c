package dev.sluice.cel;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.cel.common.CelOptions;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.List;

/**
 * Flux's dialect: CEL with comparisons across number types, optional values, and the extensions strings, sets and
 * encoders.
 *
 * @see <a href="https://github.com/fluxcd/pkg/blob/main/runtime/cel/expression.go">Flux's environment</a>
 */
final class Dialect {

    /** Macros that copy their target would let a short expression become a huge one. */
    private static final int MOST_NODES = 100_000;

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(false)
            .maxParseExpressionNodeCount(MOST_NODES)
            .build();

    /** With what is declared next to them: Struct, Value and ListValue; all wrappers. */
    private static final List<Descriptor> MESSAGES = List.of(
            Struct.getDescriptor(),
            DoubleValue.getDescriptor(),
            Any.getDescriptor(),
            Duration.getDescriptor(),
            Timestamp.getDescriptor());

    /** Made when the first expression is compiled. */
    static final CelRuntime RUNTIME = runtime();

    private Dialect() {}

    /** A compiler for expressions over these variables, each a JSON object. */
    static CelCompiler compiler(List<String> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMessageTypes(MESSAGES)
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.encoders(OPTIONS))
                .addFunctionDeclarations(OwnFunctions.DECLARATIONS);
        MapType object = MapType.create(SimpleType.STRING, SimpleType.DYN);
        variables.forEach(variable -> builder.addVar(variable, object));
        return builder.build();
    }

    private static CelRuntime runtime() {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((function, overload) -> !OwnFunctions.replaces(function))
                        .build())
                .addMessageTypes(MESSAGES)
                // what was added first stays when a library brings a function of the same id
                .addFunctionBindings(OwnFunctions.bindings())
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.encoders(OPTIONS))
                .build();
    }
}
