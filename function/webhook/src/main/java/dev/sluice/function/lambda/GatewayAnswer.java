package dev.sluice.function.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The answer as gateways of every payload format understand it: a status and an empty body. */
final class GatewayAnswer {

    private GatewayAnswer() {}

    static void write(int status, OutputStream out) throws IOException {
        String json = "{\"statusCode\":" + status + ",\"headers\":{},\"body\":\"\",\"isBase64Encoded\":false}";
        out.write(json.getBytes(StandardCharsets.US_ASCII));
    }
}
