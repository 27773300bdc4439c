package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuickstartTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runsOnEmbeddedPartsAndTellsEachStep() throws Exception {
        assertThat(run(Map.of())).isTrue();

        assertThat(printed())
                .contains("/hook/be1782fa344b4a24ea458be2dde11f9c289b91e79282805c61cae3c6d5364741")
                .contains("signed: answered 200")
                .containsPattern("[0-9.]+ ms  from request to annotation: GitRepository flux-system/my-nginx")
                .contains("signed with another token: answered 400")
                .contains("nothing annotated");
    }

    @ParameterizedTest(name = "{0}, kube-apiserver")
    @MethodSource("realAws")
    void runsOnThePartsThatTheEnvironmentNames(AwsPart aws) throws Exception {
        aws.notRun().ifPresent(Assumptions::abort);
        KubeParts.kubeApiServer().notRun().ifPresent(Assumptions::abort);
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        environment.put("KUBECONFIG", RealKube.shared().kubeconfig().toString());

        assertThat(run(environment)).isTrue();

        assertThat(printed()).contains("ms  SQS and Secrets Manager; Kubernetes API\n");
    }

    static List<AwsPart> realAws() {
        return AwsParts.all().stream()
                .filter(part -> !part.name().equals("embedded"))
                .toList();
    }

    private boolean run(Map<String, String> environment) throws Exception {
        return new Quickstart(environment, new PrintStream(printed, true, StandardCharsets.UTF_8)).run(true);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
