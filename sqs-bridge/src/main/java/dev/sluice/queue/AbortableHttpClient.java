package dev.sluice.queue;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client whose calls can be cut off: a long poll would else hold up the stop for 20 s. */
final class AbortableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Set<ExecutableHttpRequest> running = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    AbortableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    /** Cuts off the running calls, and refuses every further one. */
    void abort() {
        aborted = true;
        running.forEach(ExecutableHttpRequest::abort);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                running.add(call);
                try {
                    if (aborted) {
                        throw new IOException("the poller has stopped");
                    }
                    return call.call();
                } finally {
                    running.remove(call);
                }
            }

            @Override
            public void abort() {
                call.abort();
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
