package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.cli.command.RootCommand;

/** A training of every family of networks on the quickstart's generated images, from images to numbers: two epochs of all 720. */
@Tag("slow")
class FamilyTrainingTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "resnet18, cam",
        "densenet121, cam",
        "efficientnet_b0, cam",
        "mobilenet_v3_large, cam",
        "regnet_y_400mf, cam",
        "convnext_tiny, cam",
        "deit_tiny, cam",
        "deit_tiny, ts-cam",
    })
    void trainsAndEvaluates(String backbone, String method) throws IOException {
        Path experiment = folder.resolve("family.yaml");
        Files.writeString(experiment, """
                name: family
                seed: 1
                data: {layout: demo, folder: %s, imageSize: 96, resizeSize: 96}
                model: {backbone: %s}
                method: {name: %s}
                train: {epochs: 2 epochs, batch: 32, lr: 0.001, optimizer: {name: adamw}}
                evaluation: {interval: 0.05, bootstrap: 0, saveMaps: false}
                tracking: {tensorboard: false}
                """.formatted(data, backbone, method));
        StringWriter printed = new StringWriter();
        var line = RootCommand.commandLine();
        line.setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
        int code = line.execute("run", experiment.toString(), "output.root=" + folder.resolve("runs"));
        assertThat(code).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("done", "top1", "results:");
        List<Double> losses = losses(folder.resolve("runs"));
        assertThat(losses).hasSize(2);
        assertThat(losses.get(1)).as("loss of the second epoch").isLessThan(losses.get(0));
    }

    /** The mean loss of every epoch of the only run. */
    private static List<Double> losses(Path runs) throws IOException {
        try (Stream<Path> files = Files.walk(runs)) {
            Path table = files.filter(file -> file.endsWith("epochs.csv"))
                    .findFirst()
                    .orElseThrow();
            List<String> lines = Files.readAllLines(table);
            int column = List.of(lines.get(0).split(",")).indexOf("train.loss_total");
            return lines.stream()
                    .skip(1)
                    .map(line -> Double.valueOf(line.split(",")[column]))
                    .toList();
        }
    }
}
