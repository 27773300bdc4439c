package dev.sluice.function.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The body in a gateway's event, whichever payload format it has. */
final class GatewayBody {

    private GatewayBody() {}

    /** The exact bytes; empty when they are said to be in Base64 and are not. */
    static Optional<byte[]> bytes(GatewayEvent event) {
        String text = event.value("body").orElse("");
        if (!event.value("isBase64Encoded").orElse("").equals("true")) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
