package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Copies one direction of a connection, up to the first request that is to be held. */
final class Pump {
    private final InputStream from;
    private final OutputStream to;
    private final List<Hold> holds;
    /** The end of what was copied before, where the beginning of a held text may lie. */
    private String tail = "";

    Pump(InputStream from, OutputStream to, List<Hold> holds) {
        this.from = from;
        this.to = to;
        this.holds = holds;
    }

    /** Runs until an end of the connection closes, or a held request is dropped. */
    void run() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            if (!mayPass(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                return;
            }
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private boolean mayPass(String chunk) {
        String seen = tail + chunk;
        tail = seen.substring(Math.max(0, seen.length() - Hold.MAX_LENGTH));
        for (Hold hold : holds) {
            if (hold.matches(seen, seen.length() - chunk.length())) {
                return hold.isReleasedInTheEnd();
            }
        }
        return true;
    }
}
