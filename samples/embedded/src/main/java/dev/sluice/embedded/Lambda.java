package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A Lambda function: a {@code RequestStreamHandler} without its Context. */
@FunctionalInterface
public interface Lambda {
    /** Reads one event, as JSON, and writes the answer to it. */
    void handle(InputStream event, OutputStream answer) throws IOException;
}
