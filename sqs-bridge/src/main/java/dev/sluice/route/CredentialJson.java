package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One credential of a route: {@code key} (or {@code keyBase64} for bytes that are no UTF-8), {@code sha256}, or {@code signingKey}. */
final class CredentialJson {

    private static final String FORM =
            ": must hold key, keyBase64, sha256 (64 hexadecimal digits) or signingKey (24 to 64 bytes in Base64)";

    private CredentialJson() {}

    static ObjectNode write(Credential credential) {
        ObjectNode json = Json.object();
        switch (credential) {
            case Credential.Key key -> writeKey(json, key.token());
            case Credential.Sha256 sha256 -> json.put("sha256", sha256.hex());
            case Credential.SigningKey signing -> json.put("signingKey", signing.base64());
        }
        Instant notAfter = credential.notAfter();
        if (notAfter != null) {
            json.put("notAfter", notAfter.toString());
        }
        return json;
    }

    static Credential read(JsonNode json) throws InvalidRoute {
        Instant notAfter = RouteJson.time(json, "notAfter");
        String key = RouteJson.optionalText(json, "key");
        String base64 = RouteJson.optionalText(json, "keyBase64");
        String sha256 = RouteJson.optionalText(json, "sha256");
        String signingKey = RouteJson.optionalText(json, "signingKey");
        try {
            if (key != null) {
                return new Credential.Key(key.getBytes(StandardCharsets.UTF_8), notAfter);
            }
            if (base64 != null) {
                return new Credential.Key(Base64.getDecoder().decode(base64), notAfter);
            }
            if (sha256 != null) {
                return new Credential.Sha256(HexFormat.of().parseHex(sha256), notAfter);
            }
            if (signingKey != null) {
                return new Credential.SigningKey(Base64.getDecoder().decode(signingKey), notAfter);
            }
        } catch (IllegalArgumentException e) {
            // its message quotes what it refuses
            throw new InvalidRoute(FORM);
        }
        throw new InvalidRoute(FORM);
    }

    private static void writeKey(ObjectNode json, byte[] token) {
        String text = utf8(token);
        if (text != null) {
            json.put("key", text);
        } else {
            json.put("keyBase64", Base64.getEncoder().encodeToString(token));
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
