package dev.sluice.embedded;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * An HTTP request as a gateway sees it.
 *
 * @param rawPath as it was sent, percent-encoded
 * @param rawQuery without the question mark; empty when there is none
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpApiRequest(
        String method,
        String rawPath,
        String rawQuery,
        String protocol,
        String sourceIp,
        int port,
        Map<String, List<String>> headers,
        byte[] body) {

    static HttpApiRequest of(HttpExchange exchange, byte[] body) {
        // not URI.getRawPath(): it takes the first segment of //hook/1 for a host
        String target = exchange.getRequestURI().toString().replaceFirst("^https?://[^/?]*", "");
        int query = target.indexOf('?');
        InetSocketAddress client = exchange.getRemoteAddress();
        return new HttpApiRequest(
                exchange.getRequestMethod(),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query + 1),
                exchange.getProtocol(),
                client.getAddress().getHostAddress(),
                exchange.getLocalAddress().getPort(),
                lowerCased(exchange.getRequestHeaders()),
                body);
    }

    /** The first value of a header, or an empty string. */
    String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }

    private static SequencedMap<String, List<String>> lowerCased(Headers headers) {
        TreeMap<String, List<String>> lowerCased = new TreeMap<>();
        headers.forEach((name, values) -> lowerCased.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return lowerCased;
    }
}
