package org.wsol.cli.command;

import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import org.wsol.core.download.Downloader;
import org.wsol.engine.weights.PublishedWeights;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine;

/** Downloads the published weights that an experiment names and that are not here yet. */
final class PublishedFiles {
    private PublishedFiles() {}

    static void fetch(Experiment experiment, Downloader downloader, CommandLine line) {
        WeightCatalogue catalogue = WeightCatalogue.standard();
        Set<PublishedWeights> missing = new LinkedHashSet<>();
        experiment.runs().forEach(run -> {
            var model = run.config().value().model();
            model.pretrained()
                    .flatMap(
                            setting -> catalogue.meant(setting, model.backbone().name()))
                    .filter(weights -> !Files.isRegularFile(
                            WeightCatalogue.folder().resolve(weights.file().name())))
                    .ifPresent(missing::add);
        });
        for (PublishedWeights weights : missing) {
            line.getErr()
                    .println("model.pretrained: downloading " + weights.file().address() + " (" + weights.megabytes()
                            + " MB, " + weights.licence() + ", learned from ImageNet), once");
            line.getErr().flush();
            WeightsGetCommand.get(weights, downloader);
        }
    }
}
