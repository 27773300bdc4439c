package dev.sluice.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature that most providers put on a webhook. */
public final class Hmac {

    private Hmac() {}

    /**
     * The MAC of a payload in lower-case hexadecimal digits.
     *
     * @param algorithm as Java names it, such as {@code HmacSHA256}
     * @param token the key, by its UTF-8 bytes
     */
    public static String hex(String algorithm, String token, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
