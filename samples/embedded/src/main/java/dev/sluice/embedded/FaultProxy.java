package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A TCP proxy on 127.0.0.1 that can fail as networks do. */
public final class FaultProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final URI target;
    private final int port;
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = new HashSet<>();
    private @Nullable ServerSocket listener;

    private FaultProxy(URI target) throws IOException {
        this.target = target;
        port = listen(0);
    }

    /**
     * Starts one in front of the host and port of a URI.
     *
     * @throws IllegalArgumentException when the URI has no port
     */
    public static FaultProxy to(URI target) {
        if (target.getPort() == -1) {
            throw new IllegalArgumentException("A URI with a port is needed, not " + target);
        }
        try {
            return new FaultProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target's URI with the proxy's host and port in it. */
    public URI uri() {
        return URI.create(target.getScheme() + "://127.0.0.1:" + port + target.getRawPath());
    }

    /** Ends all connections, and refuses new ones. */
    public synchronized void down() {
        if (listener != null) {
            close(listener);
            listener = null;
        }
        List.copyOf(sockets).forEach(this::end);
    }

    /** Listens again, on the same port; does nothing when it is up. */
    public synchronized void up() {
        if (listener == null) {
            try {
                listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * From now on, holds back requests whose bytes contain a text, such as {@code AmazonSQS.DeleteMessageBatch}; the
     * connection stays open and silent. Works on plain HTTP only.
     */
    public Hold hold(String ascii) {
        Hold hold = new Hold(ascii);
        holds.add(hold);
        return hold;
    }

    @Override
    public void close() {
        holds.forEach(Hold::drop);
        down();
    }

    private synchronized int listen(int wanted) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(LoopbackHttp.loopback(), wanted));
        listener = server;
        // a virtual thread in accept() would keep the port listening for a moment after the close
        Thread.ofPlatform().daemon().start(() -> accept(server));
        return server.getLocalPort();
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                connect(server, server.accept());
            } catch (IOException down) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void connect(ServerSocket server, Socket client) throws IOException {
        Socket upstream = new Socket();
        synchronized (this) {
            sockets.add(client);
            sockets.add(upstream);
            if (server.isClosed()) {
                end(client);
                return;
            }
        }
        Thread.ofVirtual().start(() -> {
            try {
                upstream.connect(new InetSocketAddress(target.getHost(), target.getPort()), CONNECT_MILLIS);
                Thread.ofVirtual().start(() -> pump(upstream, client, List.of()));
                pump(client, upstream, holds);
            } catch (IOException unreachable) {
                end(client);
                end(upstream);
            }
        });
    }

    private void pump(Socket from, Socket to, List<Hold> held) {
        try {
            new Pump(from.getInputStream(), to.getOutputStream(), held).run();
        } catch (IOException broken) {
            // what ends one side ends the other
        } finally {
            end(from);
            end(to);
        }
    }

    private synchronized void end(Socket socket) {
        sockets.remove(socket);
        close(socket);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception ignored) {
            // it is gone
        }
    }
}
