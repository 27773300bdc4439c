package dev.sluice.infra.aws.sam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.embedded.Tool;
import java.nio.file.Path;
import java.util.Map;

/** The programs of AWS that know templates; none of them calls AWS here. */
final class SamTools {

    static final Tool CFN_LINT = new Tool("cfn-lint", "SLUICE_AWS_TOOLS");
    static final Tool SAM = new Tool("sam", "SLUICE_AWS_TOOLS");
    static final Tool PYTHON = new Tool("python", "SLUICE_AWS_TOOLS");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path HERE = Path.of("");
    private static final Map<String, String> OFFLINE =
            Map.of("SAM_CLI_TELEMETRY", "0", "AWS_DEFAULT_REGION", "eu-west-1", "AWS_EC2_METADATA_DISABLED", "true");

    private SamTools() {}

    /** Runs one of them in the module's folder. */
    static Tool.Result run(Tool tool, String... arguments) {
        return tool.run(HERE.toAbsolutePath(), OFFLINE, arguments);
    }

    /**
     * What CloudFormation makes of a template of SAM.
     *
     * @param parameters those that are not as by default
     * @param codeUri where the function's zip is, {@code s3://bucket/key}
     */
    static ObjectNode transform(Path template, Map<String, String> parameters, String codeUri)
            throws JsonProcessingException {
        String script = Path.of("src", "test", "resources", "transform.py").toString();
        String output = run(PYTHON, script, template.toString(), JSON.writeValueAsString(parameters), codeUri)
                .succeeded();
        return (ObjectNode) JSON.readTree(output);
    }
}
