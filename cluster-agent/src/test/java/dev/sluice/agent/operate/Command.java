package dev.sluice.agent.operate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** A subcommand that has run. */
record Command(int status, String out, String err) {

    static Command run(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Command(status, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
