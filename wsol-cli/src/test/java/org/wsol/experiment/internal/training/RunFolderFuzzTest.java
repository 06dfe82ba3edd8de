package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.command.RootCommand;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;
import picocli.CommandLine;

/**
 * A finished run and its localizer file with any file damaged: every command reports it, and none fails with an
 * internal error.
 */
@Tag("slow")
class RunFolderFuzzTest {
    private static final int EACH = 30;
    private static final List<String> FILES = List.of(
            "status.json",
            "run.json",
            "provenance.json",
            "summary.json",
            "metrics.json",
            "metrics.jsonl",
            "model.json",
            "recipe.yaml",
            "config.yaml",
            "images.csv",
            "epochs.csv",
            "checkpoints/last.safetensors",
            "maps/test-cam.npy",
            "../index.jsonl");
    private static final String LOCK = "run.lock";
    private static final String LOCALIZER = "model.wsol";

    @TempDir
    Path folder;

    private RealRun run;

    @Test
    void damagedRunFoldersCauseNoInternalErrors() throws Exception {
        run = RealRun.write(folder, "fuzzed");
        assertThat(run.finish()).as(run.printed()).isZero();
        RunFolder finished = run.run();
        int seed = 100;
        for (String name : FILES) {
            Path file = finished.path().resolve(name).normalize();
            byte[] whole = Files.readAllBytes(file);
            campaign(file, new Mutations(seed++, List.of(whole)), name.matches(".*(json|jsonl|yaml|csv)"));
            Files.write(file, whole);
        }
        Path lock = finished.path().resolve(LOCK);
        String owner =
                "{\"pid\":7,\"host\":\"elsewhere\",\"scope\":\"a\",\"started\":1,\"since\":\"2026-01-01\",\"token\":\"b\"}";
        campaign(lock, Mutations.ofTexts(seed, List.of(owner)), true);
        Files.delete(lock);
        assertThat(outcome("runs", "--root", root()).exit()).isZero();
        Path localizer = folder.resolve(LOCALIZER);
        assertThat(outcome("export", finished.path().toString(), "--out", localizer.toString())
                        .exit())
                .isZero();
        campaign(localizer, new Mutations(++seed, List.of(Files.readAllBytes(localizer))), false);
    }

    private String root() {
        return folder.resolve("runs").toString();
    }

    private void campaign(Path file, Mutations contents, boolean text) {
        List<List<String>> commands = commands(file.getFileName().toString());
        new FuzzCampaign(folder.resolve("damaged"), WsolException.class)
                .run(EACH, "-" + file.getFileName(), text ? contents::text : contents::bytes, damaged -> {
                    Files.write(file, Files.readAllBytes(damaged));
                    for (List<String> command : commands) {
                        Outcome outcome = outcome(command.toArray(String[]::new));
                        assertThat(outcome.exit())
                                .as("%s with %s: %s", String.join(" ", command), damaged, outcome.err())
                                .isNotEqualTo(1);
                    }
                });
    }

    private List<List<String>> commands(String damaged) {
        if (damaged.equals(LOCALIZER)) {
            return List.of(List.of("archive", "check", folder.resolve(LOCALIZER).toString()));
        }
        String path = run.run().path().toString();
        if (List.of("model.json", "recipe.yaml", "last.safetensors").contains(damaged)) {
            return List.of(List.of("predict", path, picture(), "--out", folder + "/found"));
        }
        return List.of(
                List.of("runs", "--root", root()),
                List.of("report", path, "--gallery=1", "--out", folder + "/report.html"),
                List.of("plan", folder.resolve("fuzzed.yaml").toString()),
                List.of("compare", path, path));
    }

    private String picture() {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Outcome(int exit, String err) {}

    private static Outcome outcome(String... words) {
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err));
        return new Outcome(line.execute(words), err.toString());
    }
}
