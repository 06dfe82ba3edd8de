package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    /** No process has this id: the maximum on Linux is 4,194,304. */
    private static final String NOBODY = "999999999";

    @TempDir
    Path folder;

    @Test
    void removesOldDraftsOfDeadProcesses() throws IOException {
        Path dead = old(folder.resolve("draft-" + NOBODY + "-1a2b3c4d"));
        Path former = old(folder.resolve("draft12345678901234567890"));
        Path fresh = Files.createDirectory(folder.resolve("draft-" + NOBODY + "-00000000"));
        Path alive = old(folder.resolve("draft-" + ProcessHandle.current().pid() + "-1a2b3c4d"));
        Path other = old(folder.resolve("drafts of mine"));

        Path made = Leftovers.newFolder(folder, "draft");

        assertThat(dead).doesNotExist();
        assertThat(former).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(fresh, alive, other, made);
        }
    }

    @Test
    void keepsADraftThatIsBeingWritten() throws IOException {
        Path busy = old(folder.resolve("draft-" + NOBODY + "-1a2b3c4d"));
        Files.writeString(busy.resolve("new.txt"), "a");
        Files.setLastModifiedTime(busy, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Leftovers.newFolder(folder, "draft");
        assertThat(busy.resolve("new.txt")).exists();
    }

    @Test
    void removesIncompleteFilesButNoUserFiles() throws IOException {
        Path half = old(folder.resolve(".a.png.00000000-0000-0000-0000-000000000000.tmp"));
        Path own = old(folder.resolve(".mine.tmp"));
        Leftovers.removeTemporaryFiles(folder);
        assertThat(half).doesNotExist();
        assertThat(own).exists();
    }

    private static Path old(Path path) throws IOException {
        Files.createDirectory(path);
        Path file = Files.writeString(path.resolve("file"), "x");
        FileTime time = FileTime.from(Instant.now().minus(Duration.ofMinutes(11)));
        Files.setLastModifiedTime(file, time);
        return Files.setLastModifiedTime(path, time);
    }
}
