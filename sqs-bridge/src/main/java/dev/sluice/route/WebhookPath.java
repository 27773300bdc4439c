package dev.sluice.route;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The path of a Receiver's webhook URL: {@code /hook/} and 64 lower-case hexadecimal digits, the digest.
 *
 * <p>A path is a secret; types that check nothing else rest on it alone.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/">Receivers</a>
 */
public final class WebhookPath {

    /** What precedes the digest. */
    public static final String PREFIX = "/hook/";

    private static final int DIGEST_CHARS = 64;

    private WebhookPath() {}

    /**
     * The digest in a path.
     *
     * @param path the whole path, without a query
     * @return its 64 hexadecimal digits; empty when the path has any other form
     */
    public static Optional<String> digest(String path) {
        if (path.length() != PREFIX.length() + DIGEST_CHARS || !path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String digest = path.substring(PREFIX.length());
        return isDigest(digest) ? Optional.of(digest) : Optional.empty();
    }

    /** Whether the text is 64 lower-case hexadecimal digits. */
    public static boolean isDigest(String text) {
        return text.length() == DIGEST_CHARS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /**
     * The digest that notification-controller gives a Receiver: SHA-256 over token, name and namespace, one behind the
     * other without a separator.
     *
     * @param token the token's bytes, untrimmed; none for {@code generic-oidc}
     * @param receiver the Receiver
     * @return 64 lower-case hexadecimal digits
     */
    public static String digestOf(byte[] token, ReceiverName receiver) {
        MessageDigest sha256 = sha256();
        sha256.update(token);
        sha256.update(receiver.name().getBytes(StandardCharsets.UTF_8));
        sha256.update(receiver.namespace().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
