package dev.sluice.function.spring;

import java.net.URI;

/** The request target, byte for byte as it was sent; only its path and query are compared with a Receiver's. */
final class RequestTarget {

    private RequestTarget() {}

    /**
     * The path and query of a request.
     *
     * @param uri the URI of the request line; its text form is exactly what was sent
     */
    static String of(URI uri) {
        String target = uri.toString();
        if (target.startsWith("/")) {
            return target;
        }
        // absolute form, as to a proxy: scheme and host are no part of the path
        int authority = target.indexOf("://");
        int path = authority < 0 ? -1 : target.indexOf('/', authority + 3);
        return path < 0 ? target : target.substring(path);
    }
}
