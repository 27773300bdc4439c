package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports of 127.0.0.1 that nobody listens on; another process may take one before it is used. */
final class FreePorts {
    private FreePorts() {}

    static List<Integer> find(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, LoopbackHttp.loopback()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody listens on a port. */
    static boolean isTaken(int port) {
        try (Socket socket = new Socket(LoopbackHttp.loopback(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
