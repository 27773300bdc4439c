package dev.sluice.function.spring;

import dev.sluice.function.TestFunction;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The web service around a function in memory. */
public final class TestServer implements AutoCloseable {

    private final WebServer server;

    /** Starts it on a free port. */
    public TestServer(TestFunction function) {
        server = new WebServer(
                function.function(), function.clock(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.start();
    }

    /** Its port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
