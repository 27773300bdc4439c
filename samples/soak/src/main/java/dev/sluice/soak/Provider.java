package dev.sluice.soak;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who sends a webhook, and how that one proves it. */
enum Provider {
    GITHUB {
        @Override
        void sign(HttpRequest.Builder request, String token, byte[] payload) {
            request.header("X-GitHub-Event", "push")
                    .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                    .header("X-Hub-Signature-256", "sha256=" + hmac(token, payload));
        }
    },
    GENERIC_HMAC {
        @Override
        void sign(HttpRequest.Builder request, String token, byte[] payload) {
            request.header("X-Signature", "sha256=" + hmac(token, payload));
        }
    },
    GITLAB {
        @Override
        void sign(HttpRequest.Builder request, String token, byte[] payload) {
            request.header("X-Gitlab-Event", "Push Hook")
                    .header("X-Gitlab-Event-UUID", UUID.randomUUID().toString())
                    .header("X-Gitlab-Token", token);
        }
    };

    private static final String ALGORITHM = "HmacSHA256";

    /** Its type of Receiver. */
    String type() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Puts on a request what shows whom it is from. */
    abstract void sign(HttpRequest.Builder request, String token, byte[] payload);

    private static String hmac(String token, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
