package dev.sluice.function.oidc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an address is one of the public internet's. The others lead into the network that the function runs in, to its
 * cloud's metadata, or nowhere.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA, IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IANA, IPv6 special-purpose addresses</a>
 */
final class PublicAddress {

    private static final List<AddressBlock> NOT_PUBLIC_4 = List.of(
            AddressBlock.of("0.0.0.0", 8), // this network, unspecified
            AddressBlock.of("10.0.0.0", 8), // private
            AddressBlock.of("100.64.0.0", 10), // carriers' own
            AddressBlock.of("127.0.0.0", 8), // loopback
            AddressBlock.of("168.63.129.16", 32), // Azure's platform
            AddressBlock.of("169.254.0.0", 16), // link-local, metadata
            AddressBlock.of("172.16.0.0", 12), // private
            AddressBlock.of("192.0.0.0", 24), // protocol assignments
            AddressBlock.of("192.0.2.0", 24), // documentation
            AddressBlock.of("192.88.99.0", 24), // 6to4 relays
            AddressBlock.of("192.168.0.0", 16), // private
            AddressBlock.of("198.18.0.0", 15), // benchmarks
            AddressBlock.of("198.51.100.0", 24), // documentation
            AddressBlock.of("203.0.113.0", 24), // documentation
            AddressBlock.of("224.0.0.0", 4), // multicast
            AddressBlock.of("240.0.0.0", 4)); // reserved, broadcast

    /** All else, such as NAT64, unique-local, link-local, multicast, IPv4-mapped and IPv4-compatible, is outside of it. */
    private static final AddressBlock GLOBAL_6 = AddressBlock.of("2000::", 3);

    private static final List<AddressBlock> NOT_PUBLIC_6 = List.of(
            AddressBlock.of("2001::", 23), // protocol assignments, Teredo
            AddressBlock.of("2001:db8::", 32), // documentation
            AddressBlock.of("2002::", 16), // 6to4: has an IPv4 address within
            AddressBlock.of("3fff::", 20)); // documentation

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(address));
        }
        return GLOBAL_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(address));
    }
}
