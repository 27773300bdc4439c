package dev.sluice.agent.operate;

import dev.sluice.route.WebhookPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where webhooks come in: the gateway's URL, as far as the path of a Receiver. */
final class WebhookHost {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String ALLOWED =
            "must be https://HOST, with a port or a path of its own if need be, such as https://hooks.example.com/prod"
                    + " (http for localhost alone; no user, no query)";

    private final String base;

    /**
     * @param url what the operator has given
     * @throws IllegalArgumentException when it is none; the message says what is allowed
     */
    WebhookHost(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
        if (uri.getHost() == null || !isSafe(uri) || uri.getRawUserInfo() != null || !isBare(uri)) {
            throw new IllegalArgumentException(ALLOWED);
        }
        base = url.replaceFirst("/+$", "");
    }

    private static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost()));
    }

    private static boolean isBare(URI uri) {
        return uri.getRawQuery() == null && uri.getRawFragment() == null;
    }

    /** The webhook URL of a Receiver with that digest in its path. */
    String url(String digest) {
        return base + WebhookPath.PREFIX + digest;
    }
}
