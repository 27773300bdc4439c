package dev.sluice.benchmarks.coldstart;

import dev.sluice.embedded.DirectLambda;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import dev.sluice.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function to start.
 *
 * @param name its name in the table
 * @param zip its zip
 * @param handler its handler
 */
record Entry(String name, LambdaZip zip, String handler) {

    /** A function of one class, in a folder with that alone. */
    static Entry of(String name, Class<?> handler) {
        String file = handler.getName().replace('.', '/') + ".class";
        try {
            Path folder = TemporaryFolder.create("hello");
            Path target = folder.resolve(file);
            Files.createDirectories(target.resolveSibling(""));
            try (var in = handler.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is not on the class path");
                }
                Files.copy(in, target);
            }
            return new Entry(name, new LambdaZip(folder), handler.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ways to start it, in the order of the table's columns. */
    List<LambdaRuntime> runtimes(Map<String, String> environment, byte[] event) {
        LambdaRuntime plain = LambdaRuntime.managed(zip, handler, environment);
        LambdaRuntime image = LambdaRuntime.image(zip, handler, environment);
        return List.of(plain, cached(plain, event), cached(image, event));
    }

    /** The same with an AOT cache, of a run that had one call. */
    private static LambdaRuntime cached(LambdaRuntime runtime, byte[] event) {
        Path cache = TemporaryFolder.create("aot").resolve("function.aot");
        DirectLambda training = DirectLambda.start(runtime.with("-XX:AOTCacheOutput=" + cache));
        ColdStart.requireOk(training.invoke(event), training.log());
        training.stop();
        if (!Files.exists(cache)) {
            throw new IllegalStateException("there is no AOT cache: " + training.log());
        }
        return runtime.with("-XX:AOTCache=" + cache);
    }
}
