package dev.sluice.embedded;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** An implementation of SQS and Secrets Manager that a contract test runs against. */
public final class AwsPart {
    private final String name;
    private final Once<Optional<String>> notRun;
    private final Once<URI> endpoint;

    AwsPart(String name, Supplier<Optional<String>> reason, Supplier<URI> start) {
        this.name = name;
        notRun = new Once<>(() -> NotRun.report(name, reason.get()));
        endpoint = new Once<>(start);
    }

    /** embedded, LocalStack or MiniStack. */
    public String name() {
        return name;
    }

    /** Why it is not to be had here, as a sentence for {@code Assumptions.abort}; empty when it is. */
    public Optional<String> notRun() {
        return notRun.get();
    }

    /**
     * Its endpoint; the first call in this JVM starts it, and it stops with the JVM.
     *
     * @throws IllegalStateException when it is not to be had, see {@link #notRun()}
     */
    public URI endpoint() {
        notRun().ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
        return endpoint.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
