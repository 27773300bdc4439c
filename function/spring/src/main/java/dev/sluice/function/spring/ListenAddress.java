package dev.sluice.function.spring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the web service listens. */
final class ListenAddress {

    static final String VARIABLE = "SLUICE_LISTEN";

    private static final String DEFAULT = ":8080";

    private static final Pattern FORM = Pattern.compile("(|[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])?:([0-9]{1,5})");

    private static final int MAX_PORT = 65535;

    private ListenAddress() {}

    /**
     * Reads {@code SLUICE_LISTEN}, {@code host:port} or {@code :port} for every address; default {@code :8080}.
     *
     * @throws IllegalArgumentException when it is neither; one sentence that names it
     */
    static InetSocketAddress of(Map<String, String> environment) {
        Matcher matcher = FORM.matcher(environment.getOrDefault(VARIABLE, DEFAULT));
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
            throw new IllegalArgumentException(
                    VARIABLE + ": must be host:port or :port, such as 127.0.0.1:8080 or :8080");
        }
        int port = Integer.parseInt(matcher.group(2));
        String host = matcher.group(1);
        try {
            return host == null || host.isEmpty()
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(VARIABLE + ": there is no host " + host, e);
        }
    }
}
