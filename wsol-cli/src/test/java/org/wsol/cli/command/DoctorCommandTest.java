package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {

    @Test
    void printsEveryFindingAsText() {
        StringWriter out = new StringWriter();

        assertThat(execute(out)).isZero();

        assertThat(out.toString())
                .contains("Java ", "CPU ", "Backend ", "BLAS ", "Threads ", "Memory ", "Disk ", "GFLOP/s")
                .contains("Gradients       right");
    }

    @Test
    void printsOnlyJsonWithTheJsonOption() throws Exception {
        StringWriter out = new StringWriter();

        assertThat(execute(out, "--json")).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/java/version").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(json.at("/gemmGigaflops").asDouble()).isPositive();
        assertThat(json.at("/convolutionGigaflops").asDouble()).isPositive();
        assertThat(json.at("/gradientError").asDouble()).isBetween(0.0, 1e-4);
        assertThat(json.at("/backend/limits/process").asLong()).isPositive();
    }

    private static int execute(StringWriter out, String... arguments) {
        return new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out)).execute(arguments);
    }
}
