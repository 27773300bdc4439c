package dev.sluice.infra.kubernetes;

import dev.sluice.embedded.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Helm chart. */
final class Chart {

    static final Tool TOOL = new Tool("helm", KubeTools.VARIABLE);
    static final Path FOLDER = Path.of("chart", "sluice-agent");

    /** What has no default. */
    static final List<String> REQUIRED = List.of(
            "--set=cluster=prod-eu",
            "--set=queueUrl=https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-eu",
            "--set=region=eu-west-1");

    /** A file with another value than the default for every property. */
    static final Path EVERY_VALUE = Path.of("src", "test", "resources", "every-value.yaml");

    private Chart() {}

    /** Renders it in the namespace flux-system with what is required, and further values. */
    static Rendering template(String... values) {
        return templateIn("flux-system", values);
    }

    static Rendering templateIn(String namespace, String... values) {
        List<String> all = new ArrayList<>(REQUIRED);
        all.addAll(List.of(values));
        return Rendering.of(
                "helm template " + String.join(" ", values),
                tryTemplate(namespace, all.toArray(String[]::new)).succeeded());
    }

    /** Renders it with these values alone. */
    static Tool.Result tryTemplate(String namespace, String... values) {
        List<String> arguments =
                new ArrayList<>(List.of("template", "sluice-agent", FOLDER.toString(), "--namespace", namespace));
        arguments.addAll(List.of(values));
        return TOOL.run(Path.of("."), Map.of(), arguments.toArray(String[]::new));
    }

    /** With its defaults, with each of its options, and with all of them. */
    static List<Rendering> all() {
        return List.of(
                template(),
                template("--set=noCrossNamespaceRefs=true"),
                template("--set=watchNamespaces={apps,shop}"),
                template("--set=tokens=external"),
                template("--set=tokens=external", "--set=watchNamespaces={apps}"),
                template("--set=aws.credentials=irsa", "--set=aws.roleArn=arn:aws:iam::123456789012:role/agent"),
                template("--set=aws.credentials=pod-identity"),
                template("--set=aws.credentials=secret"),
                template("--set=crd.enabled=false"),
                template("--set=admissionPolicy.enabled=false"),
                template("--set=networkPolicy.enabled=false"),
                template(
                        "--set-json=networkPolicy.metricsFrom=[]",
                        "--set-json=networkPolicy.extraEgress=[{\"ports\":[{\"port\":3128,\"protocol\":\"TCP\"}]}]"),
                template("--set=podMonitor.enabled=true"),
                template("--set=dashboard.enabled=true"),
                templateIn("sluice", "--set=serviceAccount.name=doorkeeper"),
                template("--values=" + EVERY_VALUE));
    }
}
