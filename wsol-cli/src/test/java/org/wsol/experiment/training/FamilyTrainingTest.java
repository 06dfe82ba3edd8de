package org.wsol.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.cli.command.RootCommand;

/** A short training of every family of networks on the generated data set, from images to numbers. */
@Tag("slow")
class FamilyTrainingTest {

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
                data: {layout: demo, imageSize: 64, resizeSize: 64}
                model: {backbone: %s}
                method: {name: %s}
                train: {epochs: 4 steps, batch: 8, lr: 0.001}
                evaluation: {interval: 0.05, bootstrap: 0, saveMaps: false}
                tracking: {tensorboard: false}
                """.formatted(backbone, method));
        StringWriter printed = new StringWriter();
        var line = RootCommand.commandLine();
        line.setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
        int code = line.execute("run", experiment.toString(), "output.root=" + folder.resolve("runs"));
        assertThat(code).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("done", "top1", "results:");
    }
}
