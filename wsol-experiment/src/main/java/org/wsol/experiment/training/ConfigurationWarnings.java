package org.wsol.experiment.training;

import java.util.ArrayList;
import java.util.List;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.RunLength;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.recipe.ModelConfig;

/** What a configuration allows and hardly anybody means. */
final class ConfigurationWarnings {
    private ConfigurationWarnings() {}

    /** A sentence for each warning, with the key to change. */
    static List<String> of(ExperimentConfig config, RunLength length) {
        List<String> warnings = new ArrayList<>();
        boolean frozen = config.model().batchNorm() == ModelConfig.BatchNormChoice.FROZEN;
        if (frozen && config.model().pretrained().isEmpty()) {
            warnings.add(
                    "model.batchNorm: frozen keeps the statistics of a weight file, and there is none: random weights with"
                            + " frozen statistics hardly learn. Name a file (model.pretrained) or set model.batchNorm=training");
        }
        ComponentFactory.method(config.recipe()).terms().stream()
                .filter(term -> term.weight() != 0 && length.steps(term.start()) >= length.totalSteps())
                .forEach(term -> warnings.add(late(term, config)));
        return warnings;
    }

    private static String late(LossTerm term, ExperimentConfig config) {
        return "method." + term.name() + ".start: " + term.start()
                + " is not before the end of the training (train.epochs: "
                + config.train().epochs() + "), so that the term '" + term.name()
                + "' never becomes active. Let it start earlier or train longer";
    }
}
