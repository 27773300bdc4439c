package dev.sluice.function.oidc;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Ends a call, at whatever point it is: no timeout of a socket bounds a look-up of a name, a handshake, or a trickle. */
final class CallGuard {

    private final List<Socket> sockets = new ArrayList<>();
    private boolean over;

    /** Has a socket closed with the call; at once, when the call is over. */
    synchronized void watch(Socket socket) throws IOException {
        if (over) {
            socket.close();
        }
        sockets.add(socket);
    }

    synchronized void end() {
        over = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // nothing is lost with it
            }
        }
    }
}
