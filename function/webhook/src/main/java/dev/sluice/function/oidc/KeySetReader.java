package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the public keys of a JSON Web Key Set. A key of an unknown kind, or a broken one, is left out; so are shared
 * secrets, for who publishes one has none. Of a key only its numbers count: no certificate, no address.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517</a>
 */
final class KeySetReader {

    /** A token that names no key is tried with each of them. */
    private static final int MAX_KEYS = 100;

    /** Flux's library refuses shorter ones. */
    private static final int MIN_RSA_BITS = 1024;

    private static final int ED25519_BYTES = 32;

    private KeySetReader() {}

    /** The keys; empty when the document is no key set. */
    static Optional<List<SigningKey>> read(ObjectNode document) {
        JsonNode entries = document.path("keys");
        if (!entries.isArray()) {
            return Optional.empty();
        }
        List<SigningKey> keys = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (keys.size() < MAX_KEYS) {
                key(entry)
                        .ifPresent(
                                key -> keys.add(new SigningKey(entry.path("kid").asText(""), key)));
            }
        }
        return Optional.of(List.copyOf(keys));
    }

    private static Optional<PublicKey> key(JsonNode json) {
        try {
            return switch (json.path("kty").asText("")) {
                case "RSA" -> Optional.of(rsa(json));
                case "EC" -> Optional.of(ec(json));
                case "OKP" -> Optional.of(ed25519(json));
                default -> Optional.empty();
            };
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static PublicKey rsa(JsonNode json) throws JOSEException, GeneralSecurityException {
        RSAPublicKey key =
                new RSAKey.Builder(number(json, "n"), number(json, "e")).build().toRSAPublicKey();
        if (key.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new GeneralSecurityException("too short");
        }
        return key;
    }

    /** The builder refuses a point that is not on the curve. */
    private static PublicKey ec(JsonNode json) throws JOSEException {
        Curve curve = Curve.parse(json.path("crv").asText(""));
        return new ECKey.Builder(curve, number(json, "x"), number(json, "y"))
                .build()
                .toECPublicKey();
    }

    /** The number is in little-endian order; its highest bit is the other coordinate's oddness. */
    private static PublicKey ed25519(JsonNode json) throws GeneralSecurityException {
        byte[] x = Base64.getUrlDecoder().decode(json.path("x").asText(""));
        if (!json.path("crv").asText("").equals("Ed25519") || x.length != ED25519_BYTES) {
            throw new GeneralSecurityException("no Ed25519");
        }
        byte[] y = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            y[i] = x[ED25519_BYTES - 1 - i];
        }
        boolean odd = y[0] < 0;
        y[0] &= Byte.MAX_VALUE;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static Base64URL number(JsonNode json, String field) {
        return new Base64URL(json.path(field).asText(""));
    }
}
