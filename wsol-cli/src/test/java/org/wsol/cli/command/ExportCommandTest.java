package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExportCommandTest {

    @Test
    void reportsTheJarOfAnUnavailableFormat() {
        StringWriter errors = new StringWriter();
        CommandLine line = RootCommand.commandLine().setErr(new PrintWriter(errors, true));
        assertThat(line.execute("export", "runs/none", "--format", "dl4j")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("nothing on the class path exports the format 'dl4j'")
                .contains("wsol-dl4j")
                .contains("WSOL_CLASSPATH");
    }
}
