package org.wsol.experiment.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wsol.config.ConfigLoader;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.engine.weights.Networks;
import org.wsol.eval.map.MapPreparation;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.schema.ExperimentComponents;
import org.wsol.experiment.schema.ExperimentConfig;

/** The trained network of a run, for use outside of it. */
public final class RunNetworks {
    private RunNetworks() {}

    /**
     * The configuration a run was computed with.
     *
     * @param run the folder of the run
     */
    public static ExperimentConfig config(Path run) {
        return new ConfigLoader<>(ExperimentConfig.class, ExperimentComponents.installed(), Map.of())
                .load(new RunFolder(run).config(), List.of())
                .value();
    }

    /** The backbone a configuration names. */
    public static Backbone backbone(ExperimentConfig config, int classes) {
        return Parts.backbone(config, classes);
    }

    /** The method a configuration names: how scores and maps come out of the network. */
    public static Method method(ExperimentConfig config) {
        return Parts.method(config);
    }

    /** Rows and columns of the images the network is used on. */
    public static ImageSize imageSize(ExperimentConfig config) {
        return Parts.evaluationSize(config);
    }

    /** How maps are enlarged and scaled before they are cut. */
    public static MapPreparation mapPreparation(ExperimentConfig config) {
        return BoxScoring.preparation(config);
    }

    /**
     * Fills a store with the parameters of one checkpoint file.
     *
     * @return the optimizer steps the checkpoint was written after
     * @throws InvalidInputException when it is damaged or of another network
     */
    public static long load(Checkpoint checkpoint, ExperimentConfig config, int classes, ParameterStore store) {
        Networks.initialize(backbone(config, classes), method(config), Parts.imageSize(config), store);
        return checkpoint.load(store);
    }

    /**
     * Fills a store with the parameters of a run: the best checkpoint where one was kept, else the last.
     *
     * @throws InvalidInputException when there is no checkpoint, or it is damaged
     */
    public static void load(Path run, ExperimentConfig config, int classes, ParameterStore store) {
        Path folder = new RunFolder(run).checkpoints();
        Checkpoint best = new Checkpoint(folder.resolve(Checkpoint.BEST));
        Checkpoint chosen = best.exists() ? best : new Checkpoint(folder.resolve(Checkpoint.LAST));
        if (!chosen.exists()) {
            throw new InvalidInputException("run " + run + " has no checkpoint in " + folder);
        }
        load(chosen, config, classes, store);
    }
}
