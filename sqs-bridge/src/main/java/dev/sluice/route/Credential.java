package dev.sluice.route;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
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
}
