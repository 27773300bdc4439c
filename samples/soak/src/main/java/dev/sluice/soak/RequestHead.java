package dev.sluice.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 request: its first line and its headers.
 *
 * @param text all of it, a character a byte
 * @param method GET, PATCH, ...
 * @param bodyLength how many bytes of body follow
 * @param upgrades whether what follows the answer is another protocol: a watch over a WebSocket
 */
record RequestHead(String text, String method, int bodyLength, boolean upgrades) {

    private static final int MAX_BYTES = 64 * 1024;

    /**
     * Reads one; empty at the end of the connection.
     *
     * @throws IOException when the connection breaks, or what comes is none that can be passed on
     */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            if (bytes.size() == MAX_BYTES) {
                throw new IOException("the request's head is too long");
            }
            bytes.write(b);
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
        }
        return Optional.of(parse(bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RequestHead parse(String text) throws IOException {
        int length = 0;
        boolean upgrades = false;
        for (String line : text.lines().toList()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                throw new IOException("a chunked request cannot be passed on");
            } else if (header.startsWith("upgrade:")) {
                upgrades = true;
            }
        }
        return new RequestHead(text, text.substring(0, text.indexOf(' ')), length, upgrades);
    }
}
