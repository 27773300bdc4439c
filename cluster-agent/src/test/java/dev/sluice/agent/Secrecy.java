package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Listens to everything that is told in a test, and fails it when a token or a webhook path is among it. */
public final class Secrecy implements BeforeEachCallback, AfterEachCallback {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<String> secrets = new ArrayList<>();
    private final List<Callable<String>> places = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(text(event));
        }
    };

    /** A token that must not show. */
    public String token(String token) {
        secrets.add(token);
        secrets.add(Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
        return token;
    }

    /** The digest of the path that this token gives the Receiver; neither must show. */
    public String path(String token, ReceiverName receiver) {
        String digest = WebhookPath.digestOf(token(token).getBytes(StandardCharsets.UTF_8), receiver);
        secrets.add(digest);
        return digest;
    }

    /** A place where nothing secret must be when the test is over. */
    public void isKeptIn(Callable<String> place) {
        places.add(place);
    }

    /** What was logged so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        appender.start();
        root.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        List<String> told = new ArrayList<>(lines);
        for (Callable<String> place : places) {
            told.add(place.call());
        }
        root.detachAppender(appender);
        for (String secret : secrets) {
            assertThat(told).noneMatch(line -> line.contains(secret));
        }
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs()
                    .forEach(pair ->
                            text.append(' ').append(pair.key).append('=').append(pair.value));
        }
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            text.append(' ').append(cause.getClassName()).append(": ").append(cause.getMessage());
        }
        return text.toString();
    }
}
