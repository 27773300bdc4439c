package dev.sluice.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.SocketFactory;

/**
 * An HTTP/1.1 proxy on 127.0.0.1 in front of an API server, in which a share of the calls fails. Credentials go through
 * as they are; watches stream, over HTTP or a WebSocket.
 */
final class ApiFaults implements AutoCloseable {

    private static final List<Fault> FAULTS = List.of(Fault.values());

    private final URI server;
    private final SocketFactory sockets;
    private final double share;
    private final ServerSocket listener;
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Fault, AtomicInteger> injected = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder patches = new LongAdder();
    private volatile boolean failing;

    /**
     * @param server the API server
     * @param sockets makes connections to it: with TLS, if it wants that
     * @param share of the calls that fail, 0 to 1
     */
    ApiFaults(URI server, SocketFactory sockets, double share) throws IOException {
        this.server = server;
        this.sockets = sockets;
        this.share = share;
        this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("api-faults").start(this::accept);
    }

    /** Where the agents find it. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** From now on, calls fail, or do no more. */
    void failing(boolean now) {
        failing = now;
    }

    /** Calls, the failed ones with them. */
    int calls() {
        return calls.intValue();
    }

    /** Patches that were passed on. */
    int patches() {
        return patches.intValue();
    }

    /** How many calls failed how. */
    Map<Fault, AtomicInteger> injected() {
        return injected;
    }

    /** A call comes; whether, and how, it is to fail. */
    Optional<Fault> next() {
        calls.increment();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (!failing || random.nextDouble() >= share) {
            return Optional.empty();
        }
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        injected.computeIfAbsent(fault, f -> new AtomicInteger()).incrementAndGet();
        return Optional.of(fault);
    }

    void passedOn(RequestHead head) {
        if (head.method().equals("PATCH")) {
            patches.increment();
        }
    }

    Socket connect() throws IOException {
        Socket socket = sockets.createSocket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    void ended(FaultyConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                FaultyConnection connection = new FaultyConnection(this, client);
                connections.add(connection);
                Thread.ofVirtual().start(connection);
            } catch (IOException closed) {
                // the loop's condition tells whether to go on
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(FaultyConnection::end);
    }
}
