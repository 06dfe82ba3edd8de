package org.wsol.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the unpacked library leaves in the temporary folder. */
class WebpLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void removesUnpackedLibrariesAlsoOfKilledProcesses() throws Exception {
        assertThat(load("end")).isZero();
        assertThat(content()).isEmpty();

        assertThat(load("halt")).isEqualTo(9);
        List<Path> left = content();
        assertThat(left).hasSize(1);
        makeOld(left.get(0));

        assertThat(load("end")).isZero();
        assertThat(content()).isEmpty();
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().contains("webp"))
                    .toList();
        }
    }

    private static void makeOld(Path left) throws IOException {
        try (Stream<Path> all = Files.walk(left)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
    }

    private int load(String end) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loading.class.getName(),
                        end)
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Loads the library and ends, regularly or like a killed process. */
    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            WebpLibrary.require();
            if (arguments[0].equals("halt")) {
                Runtime.getRuntime().halt(9);
            }
        }
    }
}
