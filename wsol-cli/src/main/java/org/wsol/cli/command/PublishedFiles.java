package org.wsol.cli.command;

import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import org.wsol.core.download.Downloader;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.engine.weights.WeightCatalogue.PublishedWeights;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine;

/** Downloads the published weights of an experiment, and verifies the checksums of existing files. */
final class PublishedFiles {
    private PublishedFiles() {}

    static void fetch(Experiment experiment, Downloader downloader, CommandLine line) {
        WeightCatalogue catalogue = WeightCatalogue.standard();
        Set<PublishedWeights> wanted = new LinkedHashSet<>();
        experiment.runs().forEach(run -> {
            var model = run.config().value().model();
            model.pretrained()
                    .flatMap(
                            setting -> catalogue.meant(setting, model.backbone().name()))
                    .ifPresent(wanted::add);
        });
        for (PublishedWeights weights : wanted) {
            announce(weights, line);
            WeightsGetCommand.get(weights, downloader);
        }
    }

    private static void announce(PublishedWeights weights, CommandLine line) {
        if (!Files.isRegularFile(WeightCatalogue.folder().resolve(weights.file().name()))) {
            line.getErr()
                    .println("model.pretrained: downloading " + weights.file().address() + " (" + weights.megabytes()
                            + " MB, " + weights.licence() + ", trained on ImageNet), once");
            line.getErr().flush();
        }
    }
}
