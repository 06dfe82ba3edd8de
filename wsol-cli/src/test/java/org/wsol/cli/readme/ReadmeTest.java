package org.wsol.cli.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.wsol.testing.JavaExample;

@Isolated
class ReadmeTest {

    @Test
    void exampleHasTenLinesAndPrintsTheStatedOutput(@TempDir Path folder) throws Exception {
        List<JavaExample> examples = JavaExample.of(Path.of("README.md"));
        assertThat(examples).hasSize(1);
        assertThat(examples.get(0).linesOfMain()).hasSize(10);
        assertThat(examples.get(0).run(folder, "../experiments/quickstart.yaml").lines())
                .containsExactly(
                        "cam-lr0.01: cam at 0.01",
                        "cam-lr0.05: cam at 0.05",
                        "bridging-gap-lr0.01: bridging-gap at 0.01",
                        "bridging-gap-lr0.05: bridging-gap at 0.05");
    }
}
