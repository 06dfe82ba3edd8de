package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.progress.Progress;
import org.wsol.data.demo.DemoOptions;
import org.wsol.data.demo.DemoProvider;
import picocli.CommandLine;

class DataCommandTest {
    @TempDir
    static Path folder;

    private static Path creatures;

    @BeforeAll
    static void paint() throws IOException {
        new DemoProvider().open(DemoOptions.in(folder).withCounts(12, 6, 6), Progress.NONE);
        try (Stream<Path> entries = Files.list(folder)) {
            creatures = entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private record Result(int code, String out) {}

    private static Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        List<String> texts = Stream.of(arguments).map(String::valueOf).toList();
        int code = new CommandLine(new DataCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(texts.toArray(String[]::new));
        return new Result(code, out.toString());
    }

    @Test
    void exitsWithZeroForADataSetWithNotesOnly() {
        Result result = run("check", creatures);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("6 classes", "train", "classes have fewer than 10 training images: 6");
        assertThat(run("check", creatures, "--json").out()).contains("\"ok\" : true");
    }

    @Test
    void readsConvertedListsAndExitsWithFourForADamagedImage(@TempDir Path other) throws IOException {
        Result converted = run("convert", creatures, "--to", "reference", "--out", other.resolve("metadata"));
        assertThat(converted.code()).isZero();
        assertThat(converted.out()).contains("wrote ");
        Path copies = other.resolve("images");
        try (Stream<Path> files = Files.walk(creatures.resolve("images"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(creatures.resolve("images").relativize(file)));
            }
        }
        Path damaged = copies.resolve("train/scarlet-head/00000.png");
        Files.write(damaged, new byte[100]);
        Result checked = run("check", other);
        assertThat(checked.code()).isEqualTo(4);
        assertThat(checked.out()).contains("00000.png", "unreadable");
    }

    @Test
    void checksAnExperimentWithItsOwnLimits(@TempDir Path other) throws IOException {
        String experiment = """
                name: checked
                data: {layout: demo, folder: '%s', train: 12, val: 6, test: 6, maxMegapixels: %s}
                model: {backbone: small_cnn}
                method: {name: cam}
                """;
        Path small = Files.writeString(other.resolve("small.yaml"), experiment.formatted(folder, "0.001"));
        Path large = Files.writeString(other.resolve("large.yaml"), experiment.formatted(folder, "1"));
        assertThat(run("check", large).code()).isZero();
        Result result = run("check", small);
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .contains("images are unreadable or truncated: 24", "more than the limit of 0.001 megapixels");
    }

    @Test
    void reportsAMalformedListAmongOtherFindings(@TempDir Path lists) throws IOException {
        Path part = Files.createDirectories(lists.resolve("metadata/train"));
        Files.writeString(part.resolve("image_ids.txt"), "a.png");
        Files.writeString(part.resolve("class_labels.txt"), "a.png");
        Result text = run("check", lists);
        assertThat(text.code()).isEqualTo(4);
        assertThat(text.out()).contains("ERROR  lists", "class_labels.txt:1:", "-> correct the line");
        Result json = run("check", lists, "--json");
        assertThat(json.code()).isEqualTo(4);
        assertThat(json.out()).contains("\"ok\" : false", "\"bad_list\"", "class_labels.txt:1:");
    }
}
