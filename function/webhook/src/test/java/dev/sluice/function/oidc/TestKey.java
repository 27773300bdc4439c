package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key pair of an issuer. */
record TestKey(String id, String algorithm, KeyPair pair) {

    static TestKey rsa(String id, String algorithm) {
        return new TestKey(id, algorithm, pair("RSA", null));
    }

    static TestKey ec(String id, String algorithm, String curve) {
        return new TestKey(id, algorithm, pair("EC", curve));
    }

    static TestKey ed25519(String id) {
        return new TestKey(id, "EdDSA", pair("Ed25519", null));
    }

    private static KeyPair pair(String kind, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            } else if (kind.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key, as a key set has it, with things that nobody needs. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kid", id).put("use", "sig");
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa ->
                json.put("kty", "RSA")
                        .put("n", Base64URL.encode(rsa.getModulus()).toString())
                        .put("e", Base64URL.encode(rsa.getPublicExponent()).toString());
            case ECPublicKey ec -> {
                ECKey key = new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
                yield json.put("kty", "EC")
                        .put("crv", key.getCurve().getName())
                        .put("x", key.getX().toString())
                        .put("y", key.getY().toString());
            }
            case EdECPublicKey ed -> {
                byte[] encoded = ed.getEncoded();
                yield json.put("kty", "OKP")
                        .put("crv", "Ed25519")
                        .put(
                                "x",
                                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                                        .toString());
            }
            default -> throw new IllegalStateException();
        };
    }

    /** The header that a token of this key has. */
    ObjectNode header() {
        return JsonNodeFactory.instance.objectNode().put("alg", algorithm).put("kid", id);
    }

    /** A token of these claims. */
    String sign(ObjectNode claims) {
        return sign(header(), claims);
    }

    /** A token whose header may say anything; it is signed with this key's algorithm. */
    String sign(ObjectNode header, ObjectNode claims) {
        String signed = Base64URL.encode(header.toString()) + "." + Base64URL.encode(claims.toString());
        return signed + "." + Base64URL.encode(signature(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] signature(byte[] signed) {
        try {
            if (pair.getPublic() instanceof EdECPublicKey) {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(signed);
                return signature.sign();
            }
            JWSSigner signer = pair.getPrivate() instanceof ECPrivateKey ec
                    ? new ECDSASigner(ec)
                    : new RSASSASigner(pair.getPrivate());
            return signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), signed)
                    .decode();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
