package org.wsol.eval.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.testing.JavaExample;

class ReadmeTest {

    @Test
    void exampleRunsAndPrintsTheStatedOutput(@TempDir Path folder) throws Exception {
        List<JavaExample> examples = JavaExample.of(Path.of("README.md"));
        assertThat(examples).hasSize(1);
        assertThat(examples.get(0).run(folder).strip())
                .isEqualTo("oracle: MaxBoxAcc 100.0, MaxBoxAccV2 100.0, Top-1 100.0");
    }
}
