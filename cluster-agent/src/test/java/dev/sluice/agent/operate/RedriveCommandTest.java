package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AwsWithFaults;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.queue.QueueDepth;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class RedriveCommandTest {

    private final AwsPart aws;
    private DeadLetters queue;

    @SuppressWarnings("NullAway.Init") // in create()
    RedriveCommandTest(AwsPart aws) {
        this.aws = aws;
    }

    @BeforeEach
    void create() {
        aws.notRun().ifPresent(Assumptions::abort);
        queue = new DeadLetters(aws.endpoint());
    }

    @AfterEach
    void close() {
        if (queue != null) {
            queue.close();
        }
    }

    @Test
    void aDryRunListsTheMessagesAndLeavesThem() {
        queue.put("WrongSeal", "d-1");
        queue.put("s3cret body of anybody", Map.of("webhook-signature", "s3cret signature"), null);

        Command dryRun = run("--dry-run");

        assertThat(dryRun.status()).isZero();
        assertThat(dryRun.err()).isEmpty();
        assertThat(dryRun.out()).doesNotContain("s3cret");
        assertThat(dryRun.lines()).hasSize(4).last().isEqualTo("would redrive 2");
        assertThat(dryRun.lines().getFirst()).containsSubsequence("MESSAGE", "REASON", "AGE", "RECEIVER", "DELIVERY");
        assertThat(dryRun.lines().subList(1, 3))
                .anyMatch(line -> line.matches("\\S{36}  WrongSeal +\\d+s  apps/hook +d-1"))
                .anyMatch(line -> line.matches("\\S{36}  MaxReceiveCount +\\d+s  - +-"));
        assertThat(queue.deadDepth()).isEqualTo(new QueueDepth(2, 0, 0));
        assertThat(queue.depth().total()).isZero();
        assertThat(run("--dry-run", "--reason=WrongSeal").lines().getLast())
                .isEqualTo("would redrive 1, left alone 1 (MaxReceiveCount 1)");
    }

    @Test
    void whatAMessageSaysOfItselfCannotHarmATerminal() {
        queue.put("Wrong\u0009Seal", "\u001b[31mred\r\n\u202e" + "x".repeat(1000));

        Command dryRun = run("--dry-run");

        assertThat(dryRun.out()).matches("[ -~\n]*").contains("Wrong?Seal", "?[31mred???xxx");
        assertThat(dryRun.lines()).hasSize(3).allMatch(line -> line.length() < 250);
    }

    @Test
    void messagesGoBackAndTheLastLineSumsUp() {
        queue.put("WrongSeal", "d-1");
        queue.put("ForeignSource", "d-2");
        queue.put("any", Map.of(), null);

        Command chosen = run("--reason=WrongSeal,NotSealed", "--reason=MaxReceiveCount");

        assertThat(chosen).isEqualTo(new Command(0, "redrove 2, left alone 1 (ForeignSource 1)\n", ""));
        assertThat(queue.depth().total()).isEqualTo(2);
        assertThat(queue.deadDepth()).isEqualTo(new QueueDepth(1, 0, 0));
        assertThat(run()).isEqualTo(new Command(0, "redrove 1\n", ""));
        assertThat(queue.deadDepth().total()).isZero();
        assertThat(queue.receive())
                .allSatisfy(message -> assertThat(message.messageAttributes()).doesNotContainKey("sluice-reason"));
    }

    @Test
    void whoeverKillsItBetweenSendAndDeleteFindsTheMessageOnBothQueues() throws Exception {
        queue.put("WrongSeal", "d-1");
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold delete = proxy.hold("AmazonSQS.DeleteMessage")) {
            CompletableFuture<Command> running = CompletableFuture.supplyAsync(() -> Command.run(
                    new RedriveCommand(AwsWithFaults.environment(proxy.uri()), Clock.systemUTC()),
                    "--queue-url=" + queue.url()));
            assertThat(delete.awaitRequest(Duration.ofSeconds(30))).isTrue();

            assertThat(queue.receive()).extracting(Message::body).hasSize(1);
            assertThat(queue.deadDepth().total()).isEqualTo(1);

            delete.release();
            assertThat(running.get(30, TimeUnit.SECONDS).status()).isZero();
            assertThat(queue.deadDepth().total()).isZero();
        }
    }

    @Test
    void aQueueThatIsNotThereIsToldAndIsNoSuccess() {
        queue.put("WrongSeal", "d-1");
        queue.deleteQueue();

        Command failed = run();

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEqualTo("redrove 0\n");
        assertThat(failed.err()).matches("sluice-agent: stopped: SQS: .*(QueueDoesNotExist|NonExistentQueue).*\n");
        assertThat(queue.deadDepth()).isEqualTo(new QueueDepth(1, 0, 0));
    }

    private Command run(String... options) {
        String[] args = new String[options.length + 1];
        System.arraycopy(options, 0, args, 1, options.length);
        args[0] = "--queue-url=" + queue.url();
        return Command.run(new RedriveCommand(queue.environment(), Clock.systemUTC()), args);
    }
}
