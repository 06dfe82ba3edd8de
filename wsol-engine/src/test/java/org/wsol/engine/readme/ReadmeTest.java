package org.wsol.engine.readme;

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
        assertThat(examples.get(0).run(folder).strip()).isEqualTo("CAM = F x S x |w|: 1.00000");
    }
}
