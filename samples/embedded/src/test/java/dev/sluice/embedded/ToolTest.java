package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {

    private static final Path HERE = Path.of("").toAbsolutePath();

    /** The one folder that every environment has a variable for. */
    private static Tool of(String program) {
        return new Tool(program, Map.of("FOLDER", "/bin")::get, "FOLDER");
    }

    @Test
    void outputErrorsAndStatusAreToldApart() {
        Tool.Result result = of("sh").run(HERE, Map.of("WORD", "out"), "-c", "echo $WORD; pwd; echo err >&2; exit 3");

        assertThat(result).isEqualTo(new Tool.Result(3, "out\n" + HERE + "\n", "err\n"));
        assertThatThrownBy(result::succeeded).hasMessage("status 3:\nerr\nout\n" + HERE + "\n");
        assertThat(of("sh").run(HERE, Map.of(), "-c", "echo yes").succeeded()).isEqualTo("yes\n");
    }

    @Test
    void onlyAVariableThatIsNotSetIsAReasonNotToRun() {
        assertThat(of("sh").notRun()).isEmpty();
        assertThat(new Tool("sh", Map.of("FOLDER", " ")::get, "FOLDER").notRun())
                .hasValue("sh: not run, because FOLDER is not set");
        assertThatThrownBy(of("no-such-program")::path)
                .hasMessage("FOLDER is /bin, but there is no executable no-such-program in it.");
    }
}
