package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.route.ReceiverName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** What went to the dead-letter queue for a mistake that is mended is not lost. */
class RedrivenEventTest {

    private static final String TOKEN = "s3cret-of-the-webhook";
    private static final String OTHER_KEY = "the-key-that-the-function-has-0123456789";

    @RegisterExtension
    final Secrecy secrecy = new Secrecy();

    @Test
    void anEventOfAWrongKeyIsTriggeredOnceTheKeyIsRightAndStaysWhereItIsBefore() throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start();
                EmbeddedKube kube = EmbeddedKube.start();
                Installation installation = new Installation(aws, kube.client(), new FluxNamespace(kube.client()))) {
            FluxNamespace namespace = installation.namespace;
            namespace.token("token", secrecy.token(TOKEN));
            ReceiverName receiver = namespace.receiver("hook", "token", "app");
            namespace.reconciled(receiver, TOKEN);
            namespace.gitRepository("app");
            secrecy.path(TOKEN, receiver);
            installation.agent();
            installation.send(installation.event(receiver), secrecy.token(OTHER_KEY));
            Eventually.holds(() -> assertThat(installation.deadLetters()).containsOnlyKeys("WrongSeal"));

            assertThat(redrive(installation, aws.environment())).startsWith("redrove 1");
            Eventually.holds(() -> assertThat(installation.deadLetters()).containsOnlyKeys("WrongSeal"));
            Eventually.isTrue("nothing left on the queue", () -> installation.queued() == 0);
            assertThat(namespace.requestedAt("app")).isEmpty();

            installation.sealKey(OTHER_KEY);
            assertThat(redrive(installation, aws.environment())).isEqualTo("redrove 1\n");
            Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
            Eventually.isTrue("nothing left on the queue", () -> installation.queued() == 0);
            assertThat(installation.deadLetters()).isEmpty();
        }
    }

    private static String redrive(Installation installation, Map<String, String> environment) {
        StringWriter out = new StringWriter();
        CommandLine agent = AgentMain.commandLine(environment);
        int status = AgentMain.standalone(
                        Objects.requireNonNull(agent.getSubcommands().get("redrive")), environment)
                .setOut(new PrintWriter(out))
                .execute("--queue-url=" + installation.queueUrl, "--reason=WrongSeal");
        assertThat(status).isZero();
        return out.toString();
    }
}
