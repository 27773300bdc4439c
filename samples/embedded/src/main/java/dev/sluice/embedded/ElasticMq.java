package dev.sluice.embedded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ, the SQS of this JVM. */
final class ElasticMq implements AutoCloseable {
    private final ActorSystem actors;
    private final int port;

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @param publicPort the port on 127.0.0.1 that the queues' URLs shall have
     */
    ElasticMq(int publicPort, String region, String account) {
        // daemonic: a program that forgets to close it can still end
        Config quiet = ConfigFactory.parseString("""
                pekko.daemonic = on
                pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                pekko.loglevel = WARNING
                pekko.stdout-loglevel = OFF
                pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                """);
        actors = ActorSystem.create("sluice-sqs", quiet.withFallback(ConfigFactory.load()));
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface("127.0.0.1")
                .withPort(0)
                .withServerAddress(new NodeAddress("http", "127.0.0.1", publicPort, ""))
                .withAWSRegion(region)
                .withAWSAccountId(account)
                .withSQSLimits(StrictSQSLimits$.MODULE$)
                .start();
        port = server.waitUntilStarted().localAddress().getPort();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        // not the server's own stop: that waits for open long polls, up to 20 s
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("ElasticMQ did not stop", e);
        }
    }
}
