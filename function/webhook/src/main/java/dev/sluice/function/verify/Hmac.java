package dev.sluice.function.verify;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Message authentication codes. */
final class Hmac {

    private Hmac() {}

    /**
     * The code of a message.
     *
     * @param algorithm Java's name of it, for example {@code HmacSHA256}
     * @param key the key, at least one byte
     * @param message the message
     */
    static byte[] of(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
