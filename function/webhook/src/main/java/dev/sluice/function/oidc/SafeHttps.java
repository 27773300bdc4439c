package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.json.Utf8;
import dev.sluice.function.json.WholeJson;
import dev.sluice.function.webhook.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches documents from addresses that tenants and issuers choose: https only, public addresses only, no redirect, no
 * proxy, 2 s a call, 1 MiB a document.
 *
 * <p>The JDK's old client does it, for a Lambda function has it loaded already (the AWS SDK calls with it), and because a
 * socket factory lets us choose the address; {@code java.net.http} has no such place, and starts a selector thread.
 *
 * @param tls makes TLS of a connected socket
 * @param resolver looks up names, once a call
 * @param allowed which addresses may be called
 */
record SafeHttps(SSLSocketFactory tls, Resolver resolver, Predicate<InetAddress> allowed) implements Documents {

    private static final Duration A_CALL = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 1024 * 1024;

    /** The internet, with the JDK's certificate authorities. */
    static SafeHttps internet() {
        return new SafeHttps(
                HttpsURLConnection.getDefaultSSLSocketFactory(), InetAddress::getAllByName, PublicAddress::isPublic);
    }

    @Override
    public Fetched fetch(String url, Duration budget) {
        Optional<URI> uri = https(url);
        if (uri.isEmpty()) {
            return new Fetched.Failed(Reason.ISSUER_ADDRESS_REFUSED);
        }
        Duration patience = budget.compareTo(A_CALL) < 0 ? budget : A_CALL;
        if (!patience.isPositive()) {
            return new Fetched.Failed(Reason.KEYS_UNAVAILABLE);
        }
        CallGuard guard = new CallGuard();
        FutureTask<Fetched> call = new FutureTask<>(() -> call(uri.get(), guard));
        // no virtual thread: looking up a name would hold its carrier, and Lambda may have but one
        Thread.ofPlatform().daemon().name("issuer").start(call);
        try {
            return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Fetched.Failed(Reason.KEYS_UNAVAILABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fetched.Failed(Reason.KEYS_UNAVAILABLE);
        } finally {
            guard.end();
        }
    }

    private static Optional<URI> https(String url) {
        try {
            URI uri = new URI(url);
            boolean usable = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whatever goes wrong counts as one thing: the exceptions' messages hold what the issuer chose to send. */
    private Fetched call(URI uri, CallGuard guard) {
        try {
            Optional<InetAddress> address = Arrays.stream(resolver.resolve(uri.getHost()))
                    .filter(allowed)
                    .findFirst();
            return address.isEmpty()
                    ? new Fetched.Failed(Reason.ISSUER_ADDRESS_REFUSED)
                    : document(open(uri, address.get(), guard))
                            .<Fetched>map(Fetched.Document::new)
                            .orElseGet(() -> new Fetched.Failed(Reason.KEYS_UNAVAILABLE));
        } catch (IOException | RuntimeException e) {
            return new Fetched.Failed(Reason.KEYS_UNAVAILABLE);
        }
    }

    private HttpsURLConnection open(URI uri, InetAddress address, CallGuard guard) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(new PinnedSockets(tls, address, guard));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) A_CALL.toMillis());
        connection.setReadTimeout((int) A_CALL.toMillis());
        connection.setRequestProperty("Accept", "application/json");
        // a kept connection would be frozen with the function, and is pinned to this one call's address
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("User-Agent", "sluice");
        return connection;
    }

    private static Optional<ObjectNode> document(HttpsURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return Optional.empty();
        }
        try (InputStream body = connection.getInputStream()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? Optional.empty() : WholeJson.read(Utf8.decode(bytes));
        }
    }
}
