package dev.sluice.route;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a webhook of a route is checked against. Its text form never shows the secret. */
public sealed interface Credential {

    /** Until when it counts; null: no end. An old token keeps one through the grace of a rotation. */
    @Nullable
    Instant notAfter();

    /** The same credential with another end. */
    Credential until(@Nullable Instant notAfter);

    /** Whether it counts at that time. */
    default boolean validAt(Instant now) {
        Instant end = notAfter();
        return end == null || !now.isAfter(end);
    }

    /** Whether the other is the same secret, whatever their ends. */
    default boolean sameSecret(Credential other) {
        return until(null).equals(other.until(null));
    }

    /** A token, for types that sign with it: raw bytes, untrimmed, at least one. */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    record Key(byte[] token, @Nullable Instant notAfter) implements Credential {

        public Key {
            token = token.clone();
            if (token.length == 0) {
                throw new IllegalArgumentException("an empty key verifies anything");
            }
        }

        @Override
        public byte[] token() {
            return token.clone();
        }

        @Override
        public Key until(@Nullable Instant end) {
            return new Key(token, end);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Arrays.equals(token, key.token)
                    && Objects.equals(notAfter, key.notAfter);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(token);
        }

        @Override
        public String toString() {
            return "Key[***, notAfter=" + notAfter + "]";
        }
    }

    /** The SHA-256 of a token, 32 bytes, for types that compare the token. */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    record Sha256(byte[] digest, @Nullable Instant notAfter) implements Credential {

        private static final int LENGTH = 32;

        public Sha256 {
            digest = digest.clone();
            if (digest.length != LENGTH) {
                throw new IllegalArgumentException("a SHA-256 has 32 bytes");
            }
        }

        /** The credential of a token. */
        public static Sha256 of(byte[] token) {
            return new Sha256(WebhookPath.sha256().digest(token), null);
        }

        @Override
        public byte[] digest() {
            return digest.clone();
        }

        @Override
        public Sha256 until(@Nullable Instant end) {
            return new Sha256(digest, end);
        }

        String hex() {
            return HexFormat.of().formatHex(digest);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sha256 sha256
                    && Arrays.equals(digest, sha256.digest)
                    && Objects.equals(notAfter, sha256.notAfter);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(digest);
        }

        @Override
        public String toString() {
            return "Sha256[***, notAfter=" + notAfter + "]";
        }
    }

    /** The key of a signing token, for Standard Webhooks: the bytes after {@code whsec_}, 24 to 64. */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    record SigningKey(byte[] key, @Nullable Instant notAfter) implements Credential {

        private static final String PREFIX = "whsec_";
        private static final int MIN_LENGTH = 24;
        private static final int MAX_LENGTH = 64;

        public SigningKey {
            key = key.clone();
            if (key.length < MIN_LENGTH || key.length > MAX_LENGTH) {
                throw new IllegalArgumentException("a signing key has 24 to 64 bytes");
            }
        }

        /** The key of a signing token, such as {@code whsec_MfKQ...}; empty when it has not that form. */
        public static Optional<SigningKey> ofToken(String token) {
            String trimmed = token.strip();
            if (!trimmed.startsWith(PREFIX)) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new SigningKey(Base64.getDecoder().decode(trimmed.substring(PREFIX.length())), null));
            } catch (IllegalArgumentException e) {
                // dropped: its message quotes the token
                return Optional.empty();
            }
        }

        @Override
        public byte[] key() {
            return key.clone();
        }

        @Override
        public SigningKey until(@Nullable Instant end) {
            return new SigningKey(key, end);
        }

        String base64() {
            return Base64.getEncoder().encodeToString(key);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SigningKey signing
                    && Arrays.equals(key, signing.key)
                    && Objects.equals(notAfter, signing.notAfter);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "SigningKey[***, notAfter=" + notAfter + "]";
        }
    }
}
