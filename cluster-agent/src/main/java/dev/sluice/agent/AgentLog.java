package dev.sluice.agent;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/**
 * The agent's log: JSON, one line an entry, on the console. Made by hand, because a configuration file costs an XML
 * parser, in memory and at the start. One thread writes it: the encoder keeps buffers of some 10 KiB for each thread that
 * uses it, and each delivery has a thread of its own.
 */
final class AgentLog {

    private static final String LEFT_OUT = "[ignore]";

    private AgentLog() {}

    /** Sets it up, in place of whatever there was. */
    static void configure(ConsoleTarget target) {
        configure((LoggerContext) LoggerFactory.getILoggerFactory(), target);
    }

    static void configure(LoggerContext context, ConsoleTarget target) {
        context.reset();

        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("timestamp");
        names.setVersion(LEFT_OUT);
        names.setLevelValue(LEFT_OUT);
        names.setThread(LEFT_OUT);
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setFieldNames(names);
        encoder.setContext(context);
        encoder.start();

        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget(target.getName());
        console.setEncoder(encoder);
        console.start();

        AsyncAppender written = new AsyncAppender();
        written.setName("log");
        written.setContext(context);
        // nothing is left out: who logs waits
        written.setDiscardingThreshold(0);
        written.addAppender(console);
        written.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(written);
        // both may quote requests
        context.getLogger("software.amazon.awssdk").setLevel(Level.WARN);
        context.getLogger("io.fabric8").setLevel(Level.WARN);
        // warns of each alpha API that is used, and one is Sluice's own
        context.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
                .setLevel(Level.ERROR);
    }

    /** Writes what was logged, and ends the log. */
    static void end() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
