package dev.sluice.embedded;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In the place of an API Gateway HTTP API: hands HTTP requests on to a function as events of payload format 2.0. */
public final class LocalGateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalGateway.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BODY = 10 * 1024 * 1024;
    /** The server sets these itself. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "date");

    private final LoopbackHttp server;
    private final Lambda lambda;
    private final Clock clock = Clock.systemUTC();

    private LocalGateway(int port, Lambda lambda) throws IOException {
        this.lambda = lambda;
        server = new LoopbackHttp(port);
        server.serve(this::handle);
    }

    /**
     * Starts on 127.0.0.1.
     *
     * @param port the port wanted; when it is taken, or 0, a free one
     */
    public static LocalGateway start(int port, Lambda lambda) {
        try {
            return new LocalGateway(port, lambda);
        } catch (BindException taken) {
            return start(0, lambda);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI url() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MAX_BODY + 1);
        HttpApiAnswer answer;
        if (body.length > MAX_BODY) {
            // read to its end: a client that is still sending would see a reset and not the answer
            in.transferTo(OutputStream.nullOutputStream());
            answer = HttpApiAnswer.requestTooLarge();
        } else {
            answer = call(HttpApiRequest.of(exchange, body), requestId);
        }
        answer.headers().forEach((name, values) -> {
            if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.getResponseHeaders().set("apigw-requestid", requestId);
        LoopbackHttp.answer(exchange, answer.status(), answer.body());
    }

    private HttpApiAnswer call(HttpApiRequest request, String requestId) {
        try {
            byte[] event = JSON.writeValueAsBytes(HttpApiEvent.of(request, requestId, clock.instant()));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            lambda.handle(new ByteArrayInputStream(event), answer);
            return HttpApiAnswer.of(answer.toByteArray());
        } catch (Exception | Error failure) {
            LOG.atError().setCause(failure).addKeyValue("request", requestId).log("The function failed");
            return HttpApiAnswer.internalServerError();
        }
    }
}
