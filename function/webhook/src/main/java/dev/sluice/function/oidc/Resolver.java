package dev.sluice.function.oidc;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of a host; {@code InetAddress::getAllByName} is one. */
@FunctionalInterface
interface Resolver {

    /**
     * Looks up a host.
     *
     * @throws UnknownHostException when it has no address
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
