package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ConstantTime;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signature of the form {@code sha256=<hex>}: the algorithm in lower case, the digits in any. */
final class HmacSignature {

    /** Java's names of the algorithms. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");

    private final String algorithm;
    private final byte[] mac;

    private HmacSignature(String algorithm, byte[] mac) {
        this.algorithm = algorithm;
        this.mac = mac;
    }

    /**
     * Checks a signature against the tokens of a route.
     *
     * @param header the header that must hold it
     * @param body what it must have signed
     * @param route the route; of its credentials those count that are valid now
     * @return what is wrong with it; empty when nothing is
     */
    static Optional<Reason> check(String header, byte[] body, Route route, Instant now) {
        List<Credential.Key> keys = ValidCredentials.of(route, Credential.Key.class, now);
        if (keys.isEmpty()) {
            return Optional.of(Reason.NO_TOKEN);
        }
        if (header.isEmpty()) {
            return Optional.of(Reason.SIGNATURE_MISSING);
        }
        Optional<HmacSignature> signature = parse(header);
        if (signature.isEmpty()) {
            return Optional.of(Reason.SIGNATURE_MALFORMED);
        }
        boolean genuine = keys.stream().anyMatch(key -> signature.get().isOf(body, key));
        return genuine ? Optional.empty() : Optional.of(Reason.SIGNATURE_MISMATCH);
    }

    private static Optional<HmacSignature> parse(String header) {
        int equals = header.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String algorithm = ALGORITHMS.get(header.substring(0, equals));
        if (algorithm == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new HmacSignature(algorithm, HexFormat.of().parseHex(header, equals + 1, header.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isOf(byte[] body, Credential.Key key) {
        return ConstantTime.equal(Hmac.of(algorithm, key.token(), body), mac);
    }
}
