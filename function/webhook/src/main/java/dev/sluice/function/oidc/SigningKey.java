package dev.sluice.function.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * A public key of an issuer.
 *
 * @param id its {@code kid}; empty when it has none
 * @param key the key
 */
record SigningKey(String id, PublicKey key) {

    static final String EDDSA = "EdDSA";

    /** Whether the key made the token's signature; never when the algorithm is not one of the key's kind. */
    boolean signed(Jwt token) {
        try {
            return switch (key) {
                case RSAPublicKey rsa -> verify(new RSASSAVerifier(rsa), token);
                case ECPublicKey ec -> verify(new ECDSAVerifier(ec), token);
                case EdECPublicKey ed -> token.algorithm().equals(EDDSA) && verify(ed, token);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            // an algorithm of another kind of key, or a signature of another shape; the message may quote the token
            return false;
        }
    }

    /** The header is made anew: of the token's own only the algorithm counts. */
    private static boolean verify(JWSVerifier verifier, Jwt token) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(token.algorithm()));
        return verifier.verify(header, token.signed(), Base64URL.encode(token.signature()));
    }

    /** The JOSE library's own would need Tink, and the JDK can do it. */
    private static boolean verify(EdECPublicKey ed, Jwt token) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(ed);
        signature.update(token.signed());
        return signature.verify(token.signature());
    }
}
