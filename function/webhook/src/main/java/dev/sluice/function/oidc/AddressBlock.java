package dev.sluice.function.oidc;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses.
 *
 * @param prefix the bits that its addresses begin with
 * @param bits how many they are
 * @param length how many bits an address of its kind has
 */
record AddressBlock(BigInteger prefix, int bits, int length) {

    /** The block of a literal address. */
    static AddressBlock of(String address, int bits) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int length = bytes.length * Byte.SIZE;
            return new AddressBlock(new BigInteger(1, bytes).shiftRight(length - bits), bits, length);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no literal address", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length * Byte.SIZE == length
                && new BigInteger(1, bytes).shiftRight(length - bits).equals(prefix);
    }
}
