package dev.sluice.function.spring;

import dev.sluice.function.aws.Wiring;
import java.net.InetSocketAddress;
import java.util.Map;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The function outside Lambda: {@code java -jar function-spring-<version>-app.jar}.
 *
 * <p>Environment variables: those of the function, and {@code SLUICE_LISTEN}.
 */
public final class WebService implements ApplicationContextInitializer<GenericApplicationContext> {

    /** Properties of the JDK's server and HTTP client, read once; what the command line sets stands. */
    private static final Map<String, String> JDK = Map.of(
            // else delayed acknowledgements hold up many answers
            "sun.net.httpserver.nodelay", "true",
            // in seconds: whoever sends a request byte by byte is cut off
            "sun.net.httpserver.maxReqTime", "30",
            "sun.net.httpserver.maxRspTime", "30",
            // each may hold a body of 3 MiB
            "jdk.httpserver.maxConnections", "256",
            // connections to AWS that are kept
            "http.maxConnections", "64");

    /** Starts it. */
    public static void main(String[] arguments) {
        JDK.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        FunctionalSpringApplication.run(WebService.class, arguments);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        Map<String, String> environment = System.getenv();
        InetSocketAddress address = ListenAddress.of(environment);
        Wiring wiring = Wiring.of(environment);
        context.registerBean(WebServer.class, () -> new WebServer(wiring.function(), wiring.clock(), address));
    }
}
