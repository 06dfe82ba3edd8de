package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void replacesAFileAndCreatesItsFolders() throws IOException {
        Path target = folder.resolve("a/b/c.txt");
        AtomicFiles.writeText(target, "one");
        AtomicFiles.writeText(target, "zwö");
        assertThat(target).hasContent("zwö");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void keepsTheFormerFileWhenWritingFails() throws IOException {
        Path target = folder.resolve("c.txt");
        AtomicFiles.writeText(target, "whole");
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
                    out.write('h');
                    throw new IOException("no space");
                }))
                .hasMessage("no space");
        assertThat(target).hasContent("whole");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void writesAFileWithTheLongestPossibleName() throws IOException {
        Path target = folder.resolve("ä".repeat(125) + ".txt");
        AtomicFiles.writeText(target, "whole");
        assertThat(target).hasContent("whole");
    }
}
