package dev.sluice.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection through {@link ApiFaults}. A client sends its next request when it has the answer to the one
 * before, so that answers need not be understood: they are copied as they come.
 */
final class FaultyConnection implements Runnable {

    private final ApiFaults faults;
    private final Socket client;
    private @Nullable Socket server;
    private volatile boolean resetAtAnswer;

    FaultyConnection(ApiFaults faults, Socket client) {
        this.faults = faults;
        this.client = client;
    }

    @Override
    public void run() {
        try {
            InputStream requests = new BufferedInputStream(client.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                Optional<RequestHead> head = RequestHead.read(requests);
                goesOn = head.isPresent() && handle(head.get(), requests);
            }
        } catch (IOException broken) {
            // one end is gone: so is the other
        } finally {
            end();
        }
    }

    /** Whether a further request may come. */
    private boolean handle(RequestHead head, InputStream requests) throws IOException {
        byte[] body = requests.readNBytes(head.bodyLength());
        Optional<Fault> fault = faults.next();
        if (fault.isPresent() && !fault.get().isReset()) {
            client.getOutputStream().write(fault.get().answer());
            return true;
        }
        if (fault.equals(Optional.of(Fault.RESET_BEFORE))) {
            reset();
            return false;
        }
        resetAtAnswer = fault.isPresent();
        OutputStream out = connected().getOutputStream();
        out.write(head.bytes());
        out.write(body);
        out.flush();
        faults.passedOn(head);
        if (head.upgrades()) {
            requests.transferTo(out);
            return false;
        }
        return true;
    }

    private synchronized Socket connected() throws IOException {
        Socket known = server;
        if (known == null) {
            Socket made = faults.connect();
            server = made;
            Thread.ofVirtual().start(() -> copyAnswers(made));
            return made;
        }
        return known;
    }

    private void copyAnswers(Socket from) {
        byte[] buffer = new byte[32 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (resetAtAnswer) {
                    reset();
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException broken) {
            // as above
        } finally {
            end();
        }
    }

    private void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    /** Ends both sides. */
    synchronized void end() {
        faults.ended(this);
        close(client);
        if (server != null) {
            close(server);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }
}
