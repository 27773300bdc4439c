package dev.sluice.infra.aws.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An example, applied to MiniStack under a prefix of its own. */
final class AppliedExample {

    private final Terraform terraform;
    private final String prefix;
    private final String folder;
    private final AppliedState state;

    private AppliedExample(Terraform terraform, String prefix, String folder) {
        this.terraform = terraform;
        this.prefix = prefix;
        this.folder = folder;
        this.state = AppliedState.read(terraform.run(folder, "show", "-json").succeeded());
    }

    /**
     * Does what the guide says: its terraform.tfvars, but for the region, and its commands.
     *
     * @param environment further variables of the function, in Terraform's language
     */
    static AppliedExample asTheGuideSays(String environment) {
        String prefix = newPrefix();
        Terraform terraform = Terraform.ofCopy(variables(prefix, Map.of("environment", environment)));
        String folder = "examples/one-cluster";
        try {
            Files.writeString(
                    terraform.path(folder).resolve("terraform.tfvars"),
                    GuidePage.block("hcl", "region ").replace("\"eu-west-1\"", "\"" + Terraform.REGION + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terraform.shell(GuidePage.block("sh", "cd infra/aws/terraform/examples/one-cluster"));
        return new AppliedExample(terraform, prefix, folder);
    }

    /** Applies one with values for its variables, in Terraform's language. */
    static AppliedExample of(String example, Map<String, String> values) {
        String prefix = newPrefix();
        Terraform terraform = Terraform.ofCopy(variables(prefix, values));
        String folder = "examples/" + example;
        for (String command : List.of("init", "apply")) {
            terraform.run(folder, command).succeeded();
        }
        return new AppliedExample(terraform, prefix, folder);
    }

    private static Map<String, String> variables(String prefix, Map<String, String> values) {
        Map<String, String> variables = new HashMap<>();
        variables.put("TF_VAR_prefix", prefix);
        // providers know java25 from 6.20.0 on
        variables.put("TF_VAR_runtime", "java21");
        values.forEach((name, value) -> variables.put("TF_VAR_" + name, value));
        return variables;
    }

    private static String newPrefix() {
        return "tf-" + UUID.randomUUID().toString().substring(0, 8);
    }

    String prefix() {
        return prefix;
    }

    /** What was made. */
    AppliedState state() {
        return state;
    }

    /** What a plan would change now. */
    List<PlannedChange> planAgain() {
        terraform.run(folder, "plan", "-out=again").succeeded();
        return PlannedChange.read(
                terraform.run(folder, "show", "-json", "again").succeeded());
    }

    /** A file that Terraform wrote. */
    Path file(String name) {
        return terraform.path(folder).resolve(name);
    }
}
