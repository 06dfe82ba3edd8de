package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathNamesTest {

    @Test
    void theHomeFolderIsThatOfTheShell() {
        assertThat(PathNames.home(Map.of("HOME", "/home/x"), "/root")).isEqualTo(Path.of("/home/x"));
        assertThat(PathNames.home(Map.of(), "/root")).isEqualTo(Path.of("/root"));
        assertThat(PathNames.home(Map.of("HOME", ""), "/root")).isEqualTo(Path.of("/root"));
    }

    private static final String NAME = "caf\u00e9/\u732b 100%.png";

    @TempDir
    Path folder;

    /** Run in a separate process with an ASCII-only locale. */
    public static final class InPlainLocale {
        private InPlainLocale() {}

        /** Writes a file, finds it by listing and reads it by the name found. */
        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            Path file = PathNames.resolve(folder, NAME);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "cat");
            Path found;
            try (Stream<Path> files = Files.walk(folder)) {
                found = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            Path overlay = PathNames.resolve(folder, PathNames.name(found) + ".txt");
            OwnFiles.writeText(overlay, "1", false);
            OwnFiles.writeText(overlay, "2", false);
            boolean same = PathNames.relative(folder, found).equals(NAME)
                    && PathNames.text(found).endsWith("/" + NAME)
                    && PathNames.name(found).equals("\u732b 100%.png")
                    && Files.readString(PathNames.resolve(folder, NAME)).equals("cat")
                    && OwnFiles.isOwn(overlay);
            System.exit(same ? 0 : 1);
        }
    }

    @Test
    void preservesFileNamesInAnAsciiLocale() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Path.of("/proc").toFile().isDirectory(), "only Linux names character sets by locale");
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InPlainLocale.class.getName(),
                folder.toString());
        program.environment().put("LC_ALL", "C");
        program.redirectErrorStream(true);
        Process process = program.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void ordinaryNamesAreUnchanged() {
        Path file = PathNames.resolve(folder, "a/b.png");
        assertThat(file).isEqualTo(folder.resolve("a/b.png"));
        assertThat(PathNames.relative(folder, file)).isEqualTo("a/b.png");
    }
}
