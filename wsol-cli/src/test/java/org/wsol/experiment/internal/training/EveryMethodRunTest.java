package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.command.RootCommand;
import picocli.CommandLine;

/** Every method is trained, evaluated and reported by the command line. */
class EveryMethodRunTest {
    private static final String EXPERIMENT = """
            name: every-method
            seed: 1
            data:
              {layout: demo, folder: '%s', classes: 2, size: 32, train: 16, val: 4, test: 6, imageSize: 32, resizeSize: 40}
            model: {backbone: small_cnn}
            method: {name: cam}
            train: {epochs: 2 epochs, batch: 4, lr: 0.005, headLrRatio: 1}
            evaluation: {interval: 0.02, bootstrap: 0}
            output: {root: '%s'}
            sweep:
              cases:
                cam: {}
                bridging-gap: {method.name: bridging-gap, method.similarity.start: 0 epochs, method.norm.start: 0 epochs}
                has: {method.name: has, method.grid: 8}
                cutmix: {method.name: cutmix}
                adl: {method.name: adl}
                acol: {method.name: acol, method.width: 8}
                spg: {method.name: spg, method.width: 8}
                tap: {method.name: tap, evaluation.normaliser: pas}
                bas: {method.name: bas, method.width: 8}
                ccam: {method.name: ccam}
                da-wsol: {method.name: da-wsol, method.start: 0 epochs, method.set: 2}
                paper-behind-has-and-cutmix:
                  method.name: bridging-gap
                  train.batchSteps: [{name: has, grid: 8}, {name: cutmix}]
            """;

    @TempDir
    private Path folder;

    @Test
    void trainsEvaluatesAndReportsEveryMethod() throws IOException {
        Path experiment = folder.resolve("every-method.yaml");
        Files.writeString(experiment, EXPERIMENT.formatted(folder.resolve("data"), folder.resolve("runs")));
        execute("run", experiment.toString());
        List<Path> metrics = files("metrics.json");
        assertThat(metrics).hasSize(12);
        for (Path file : metrics) {
            assertThat(Files.readString(file)).contains("maxBoxAccV2");
        }
        for (Path table : files("epochs.csv")) {
            assertThat(Files.readString(table)).contains("loss_cross_entropy");
        }
        String columns = String.join(
                "\n",
                files("epochs.csv").stream().map(EveryMethodRunTest::firstLine).toList());
        assertThat(columns)
                .contains(
                        "loss_erased_cross_entropy",
                        "loss_b1_from_b2",
                        "loss_suppression",
                        "loss_area",
                        "loss_contrast",
                        "loss_domain",
                        "loss_universum");
        Path session = metrics.get(0).getParent().getParent();
        execute("report", session.toString());
        String page = Files.readString(session.resolve("report.html"));
        assertThat(page).contains("da-wsol", "ccam", "bas", "tap", "spg", "acol");
    }

    @Test
    void rejectsMixedLabelsForMethodsThatNeedOneClassPerImage() throws IOException {
        Path experiment = folder.resolve("refused.yaml");
        String plain = EXPERIMENT
                .substring(0, EXPERIMENT.indexOf("sweep:"))
                .replace("{name: cam}", "{name: acol}")
                .replace("headLrRatio: 1}", "headLrRatio: 1, batchSteps: [{name: cutmix}]}");
        Files.writeString(experiment, plain.formatted(folder.resolve("data"), folder.resolve("runs")));
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.commandLine();
        line.setErr(new PrintWriter(err));
        line.setOut(new PrintWriter(new StringWriter()));
        assertThat(line.execute("run", experiment.toString()))
                .as(err.toString())
                .isEqualTo(2);
        assertThat(err.toString()).contains("mixes the labels", "acol");
    }

    private static void execute(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.commandLine();
        line.setErr(new PrintWriter(err));
        line.setOut(new PrintWriter(new StringWriter()));
        assertThat(line.execute(arguments)).as(err.toString()).isZero();
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("runs"))) {
            return all.filter(file -> file.endsWith(name)).sorted().toList();
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
