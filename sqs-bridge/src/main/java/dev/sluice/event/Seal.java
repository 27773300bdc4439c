package dev.sluice.event;

import dev.sluice.route.ConstantTime;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The MAC on an event that proves that the function made it: scheme v1 of Standard Webhooks, HMAC-SHA256 over
 * {@code id.timestamp.body}. Its text form does not show the key.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    private final SecretKeySpec key;

    /**
     * A seal with that key.
     *
     * @param key the key's bytes, at least 16
     * @throws IllegalArgumentException when the key is shorter
     */
    public Seal(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the seal's key must have at least 16 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A seal whose key is the UTF-8 bytes of a secret's text. */
    public static Seal ofText(String secret) {
        return new Seal(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The signature of a message.
     *
     * @param id the message's id
     * @param timestamp seconds since 1970, as text
     * @param body the body as it is sent
     * @return {@code v1,} and the MAC in Base64
     */
    public String sign(String id, String timestamp, String body) {
        return VERSION + Base64.getEncoder().encodeToString(mac(id, timestamp, body));
    }

    /**
     * Whether one of the signatures is this seal's.
     *
     * @param signatures signatures as of {@link #sign}, separated by spaces
     */
    public boolean verifies(String id, String timestamp, String body, String signatures) {
        byte[] expected = sign(id, timestamp, body).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String signature : signatures.split(" ", -1)) {
            found |= ConstantTime.equal(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private byte[] mac(String id, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Seal[***]";
    }
}
