package dev.sluice.embedded;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.vertx.Protocol;
import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A Kubernetes API in this JVM that knows the Flux kinds, on 127.0.0.1. */
public final class EmbeddedKube implements AutoCloseable {
    /** It would log every request, with what is in it; a field, because loggers are held weakly. */
    private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();
    private final KubernetesClient client;

    private final String scheme;

    private EmbeddedKube(boolean tls) {
        scheme = tls ? "https" : "http";
        if (tls) {
            server.useHttps();
            server.setProtocols(List.of(Protocol.HTTP_1_1));
        }
        REQUEST_LOG.setLevel(Level.WARNING);
        // the JDK's client asks for an upgrade to HTTP/2, with which the server's answers are not always whole
        server.setHttp2ClearTextEnabled(false);
        server.setDispatcher(forgetting(new EmbeddedApiServer()));
        server.start(LoopbackHttp.loopback(), 0);
        client = new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Starts an empty cluster on a free port, over plain HTTP. */
    public static EmbeddedKube start() {
        return new EmbeddedKube(false);
    }

    /** The same over TLS, with a certificate that nobody has signed. */
    public static EmbeddedKube startWithTls() {
        return new EmbeddedKube(true);
    }

    /** The API server's address. */
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getPort());
    }

    /** A client of this cluster; it is closed together with the cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** The configuration of {@link #client()}. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url().toString())
                .withNamespace("default")
                .withHttp2Disable(true)
                .withTrustCerts(scheme.equals("https"))
                .build();
    }

    @Override
    public void close() {
        client.close();
        server.shutdown();
    }

    /** The server keeps every request for a test to look at, which a program that runs for days cannot afford. */
    private Dispatcher forgetting(Dispatcher dispatcher) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                server.reset();
                return dispatcher.dispatch(request);
            }

            @Override
            public void shutdown() {
                dispatcher.shutdown();
            }

            @Override
            public void releaseResources() {
                dispatcher.releaseResources();
            }
        };
    }
}
