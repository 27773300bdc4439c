package dev.sluice.embedded;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Lambda starts a Java function.
 *
 * @param folder the unpacked zip, which becomes the working folder
 * @param handler the handler's class
 * @param environment the function's own variables
 * @param javaOptions further options of {@code java}
 * @param classPath what lies on the class path beside the runtime: nothing in the managed runtime, which loads the zip
 *     with a loader of its own; the function's jars in a container image
 */
public record LambdaRuntime(
        Path folder, String handler, Map<String, String> environment, List<String> javaOptions, List<Path> classPath) {

    /** One class of each jar that the managed runtime has on its class path. */
    private static final List<String> RUNTIME = List.of(
            "com.amazonaws.services.lambda.runtime.RequestStreamHandler",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
            "software.amazon.awssdk.annotations.SdkInternalApi");

    /** Without SnapStart, Lambda compiles with C1 only. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final List<String> OPTIONS = List.of(QUICK_COMPILER, "-XX:+UseSerialGC");

    public LambdaRuntime {
        environment = Map.copyOf(environment);
        javaOptions = List.copyOf(javaOptions);
        classPath = List.copyOf(classPath);
    }

    /** As the managed runtime starts it. */
    public static LambdaRuntime managed(LambdaZip zip, String handler, Map<String, String> environment) {
        return new LambdaRuntime(zip.folder(), handler, environment, OPTIONS, List.of());
    }

    /** The same as Lambda starts it with SnapStart: all compilers work. */
    public LambdaRuntime withAllCompilers() {
        List<String> options = javaOptions.stream()
                .filter(option -> !option.equals(QUICK_COMPILER))
                .toList();
        return new LambdaRuntime(folder, handler, environment, options, classPath);
    }

    /** The same with further options of {@code java}. */
    public LambdaRuntime with(String... options) {
        List<String> all = new ArrayList<>(javaOptions);
        all.addAll(Arrays.asList(options));
        return new LambdaRuntime(folder, handler, environment, all, classPath);
    }

    /** As a container image may start it: the function's jars on the class path, none in the working folder. */
    public static LambdaRuntime image(LambdaZip zip, String handler, Map<String, String> environment) {
        List<Path> jars = new ArrayList<>(List.of(zip.classes()));
        jars.addAll(zip.jars());
        return new LambdaRuntime(TemporaryFolder.create("lambda-task"), handler, environment, OPTIONS, jars);
    }

    /** Makes an environment that of the function, and nothing of this process's own AWS. */
    void applyTo(Map<String, String> variables) {
        variables
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.startsWith("SLUICE_") || name.equals("JAVA_TOOL_OPTIONS"));
        variables.putAll(environment);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(javaOptions);
        command.add("-classpath");
        command.add(Stream.concat(RUNTIME.stream().map(LambdaRuntime::jarOf), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(handler);
        return command;
    }

    private static Path jarOf(String className) {
        try {
            // not initialized: it is another process that runs it
            Class<?> type = Class.forName(className, false, LambdaRuntime.class.getClassLoader());
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(className, e);
        }
    }
}
