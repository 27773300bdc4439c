package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.json.Utf8;
import dev.sluice.function.json.WholeJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed token, taken apart; nothing of it is known to be true. Of its header only {@code alg} and {@code kid} are ever
 * read: keys that a token brings along ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) prove nothing. Its text form
 * shows nothing of it.
 *
 * @param algorithm the header's {@code alg}
 * @param keyId the header's {@code kid}; empty when there is none
 * @param claims its claims
 * @param signed what is signed
 * @param signature the signature
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515</a>
 */
@SuppressWarnings("ArrayRecordComponent") // tokens are never compared
record Jwt(String algorithm, String keyId, ObjectNode claims, byte[] signed, byte[] signature) {

    /** No gateway passes on so long a header. */
    private static final int MAX_LENGTH = 64 * 1024;

    private static final int SEGMENTS = 3;

    /** Takes a token apart; empty when it is no signed JSON Web Token. An encrypted one has five segments. */
    static Optional<Jwt> parse(String token) {
        // the padding that Java's decoder puts up with is no part of a token
        if (token.length() > MAX_LENGTH || token.indexOf('=') >= 0) {
            return Optional.empty();
        }
        String[] segments = token.split("\\.", -1);
        if (segments.length != SEGMENTS) {
            return Optional.empty();
        }
        try {
            Optional<ObjectNode> header = json(segments[0]).filter(Jwt::isUnderstood);
            Optional<ObjectNode> claims = json(segments[1]);
            byte[] signature = Base64.getUrlDecoder().decode(segments[2]);
            byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
            return header.flatMap(head -> claims.map(
                    all -> new Jwt(head.path("alg").asText(), head.path("kid").asText(""), all, signed, signature)));
        } catch (IllegalArgumentException e) {
            // no base64; its message quotes the token
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> json(String segment) {
        return WholeJson.read(Utf8.decode(Base64.getUrlDecoder().decode(segment)));
    }

    /** We know no critical extension, so a header that lists any must be refused. */
    private static boolean isUnderstood(ObjectNode header) {
        JsonNode keyId = header.path("kid");
        return header.path("alg").isTextual()
                && (keyId.isTextual() || keyId.isNull() || keyId.isMissingNode())
                && !header.has("crit");
    }

    @Override
    public String toString() {
        return "Jwt[***]";
    }
}
