package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.progress.Progress;
import org.wsol.data.demo.DemoOptions;
import org.wsol.data.demo.DemoProvider;
import org.wsol.experiment.internal.training.WorkOrigin;
import picocli.CommandLine;

/** Processes of workers whose code or images differ from those of the machine that distributes the images. */
class RangeOriginTest {
    @TempDir
    Path folder;

    private Path creatures;
    private WorkOrigin origin;

    @BeforeEach
    void draw() throws IOException {
        new DemoProvider().open(DemoOptions.in(folder).withCounts(12, 6, 6), Progress.NONE);
        try (Stream<Path> entries = Files.list(folder)) {
            creatures = entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        origin = WorkOrigin.of(
                DatasetArgument.open(creatures, List.of(), Progress.NONE).dataset());
    }

    private record Result(int code, String err) {}

    private Result check(WorkOrigin expected) {
        StringWriter err = new StringWriter();
        int code = RootCommand.commandLine()
                .setErr(new PrintWriter(err))
                .execute(
                        "data",
                        "check",
                        creatures.toString(),
                        "--range=0:2",
                        "--origin=" + expected,
                        "--found=" + found());
        return new Result(code, err.toString());
    }

    private Path found() {
        return folder.resolve("found.txt");
    }

    private Path image() throws IOException {
        try (Stream<Path> files = Files.walk(creatures.resolve("images"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void computesARangeOfEqualImagesWithEqualCode() {
        assertThat(check(origin).code()).isZero();
        assertThat(found()).exists();
    }

    @Test
    void rejectsOtherImagesBeforeTheFirstImage() throws IOException {
        Files.write(image(), new byte[] {1}, StandardOpenOption.APPEND);
        Result refused = check(origin);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("does not match", ": images differ there");
        assertThat(found()).doesNotExist();
    }

    @Test
    void rejectsOtherCode() {
        Result refused = check(new WorkOrigin("0", origin.images()));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(": code, model or settings differ there");
    }

    @Test
    void comparesListsOfFilesByNameContentAndNumber() throws IOException {
        Path one = Files.writeString(folder.resolve("one.jpg"), "1");
        Path two = Files.writeString(folder.resolve("two.jpg"), "2");
        WorkOrigin both = WorkOrigin.of("model", List.of(one, two));
        assertThat(WorkOrigin.parse(both.toString())).isEqualTo(both);
        assertThat(WorkOrigin.of("model", List.of(one, two))).isEqualTo(both);
        assertThat(WorkOrigin.of("model", List.of(two, one))).isNotEqualTo(both);
        assertThat(WorkOrigin.of("model", List.of(one))).isNotEqualTo(both);
        assertThat(WorkOrigin.of("another model", List.of(one, two))).isNotEqualTo(both);
        Files.writeString(two, "3");
        assertThat(WorkOrigin.of("model", List.of(one, two))).isNotEqualTo(both);
    }

    /** Results of ranges that another command left must not be taken for those of this one. */
    @Test
    void namesOfResultsDependOnArgumentsAndOrigin() {
        String key = EngineRanges.key(typed("explain", "RUN", "photos", "--maps", "cam"), origin);
        assertThat(EngineRanges.key(
                        typed("explain", "RUN", "photos", "--maps", "cam", "--engine", "local-cluster"), origin))
                .as("another engine computes the same")
                .isEqualTo(key);
        assertThat(EngineRanges.key(typed("explain", "RUN", "photos", "--maps", "layercam"), origin))
                .isNotEqualTo(key);
        assertThat(EngineRanges.key(
                        typed("explain", "RUN", "photos", "--maps", "cam"), new WorkOrigin("0", origin.images())))
                .isNotEqualTo(key);
    }

    private static CommandLine typed(String... words) {
        CommandLine root = RootCommand.commandLine();
        return root.parseArgs(words).subcommand().commandSpec().commandLine();
    }
}
