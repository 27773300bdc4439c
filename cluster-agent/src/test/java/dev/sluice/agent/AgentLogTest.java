package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class AgentLogTest {

    @Test
    void anEntryIsALineOfJsonWithItsKeys() throws Exception {
        List<String> lines = logged(ConsoleTarget.SystemOut, false);
        assertThat(lines).hasSize(1);
        JsonNode entry = new JsonMapper().readTree(lines.getFirst());
        assertThat(entry.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("timestamp", "message", "logger_name", "level", "receiver");
        assertThat(entry.path("message").asText()).isEqualTo("delivery handled");
        assertThat(entry.path("receiver").asText()).isEqualTo("apps/hook");
    }

    @Test
    void theLogOfASubcommandLeavesStandardOutputAlone() {
        assertThat(logged(ConsoleTarget.SystemErr, false)).isEmpty();
        assertThat(logged(ConsoleTarget.SystemErr, true)).hasSize(1);
    }

    /** What is printed by a few entries, some of which are not to be told. */
    private static List<String> logged(ConsoleTarget target, boolean errors) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(printed, true, UTF_8);
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        System.setOut(errors ? nothing : print);
        System.setErr(errors ? print : nothing);
        try {
            AgentLog.configure(context, target);
            Logger agent = context.getLogger("dev.sluice.agent.Agent");
            agent.atDebug().log("not told");
            agent.atInfo().addKeyValue("receiver", "apps/hook").log("delivery handled");
            // both may quote requests
            context.getLogger("software.amazon.awssdk.request").info("not told");
            context.getLogger("io.fabric8.kubernetes.client").info("not told");
            context.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
                    .warn("not told");
        } finally {
            // writes what is not yet written
            context.stop();
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(UTF_8).lines().toList();
    }
}
