package dev.sluice.soak;

import dev.sluice.quickstart.Hmac;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.UUID;

/** Who sends a webhook, and how that one proves it. */
enum Provider {
    GITHUB {
        @Override
        void sign(HttpRequest.Builder request, String token, byte[] payload) {
            request.header("X-GitHub-Event", "push")
                    .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                    .header("X-Hub-Signature-256", "sha256=" + Hmac.hex(ALGORITHM, token, payload));
        }
    },
    GENERIC_HMAC {
        @Override
        void sign(HttpRequest.Builder request, String token, byte[] payload) {
            request.header("X-Signature", "sha256=" + Hmac.hex(ALGORITHM, token, payload));
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
}
