package org.wsol.experiment.schema;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsol.config.schema.KeyProblem;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.core.component.Setting;
import org.wsol.core.component.Setting.Flattened;
import org.wsol.data.batch.Preprocessing;
import org.wsol.pipeline.recipe.EvaluationConfig;
import org.wsol.pipeline.recipe.InstalledComponents.ComponentKinds;
import org.wsol.pipeline.recipe.ModelConfig;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.Recipe.MethodConfig;
import org.wsol.pipeline.recipe.TrainConfig;

/** An experiment file. */
public record ExperimentConfig(
        @Setting(
                doc = "Name of the experiment, and of the folder of its runs. Letters,"
                        + " digits, dot, dash and underscore.",
                affectsResults = false)
        String name,

        @Setting(doc = "One sentence for lists and reports.", affectsResults = false)
        Optional<String> description,

        @Setting(doc = "Seed of every random draw: weights, order, augmentation, dropout.", defaultValue = "1")
        long seed,

        @Setting(doc = "The images and how they are read.") DataConfig data,
        @Setting(doc = "The network.") ModelConfig model,
        @Setting(doc = "How localization is learned.") MethodConfig method,

        @Setting(doc = "Length, batch, optimizer and checkpoints of the training.")
        TrainConfig train,

        @Setting(doc = "How score maps become boxes and numbers.")
        EvaluationConfig evaluation,

        @Setting(doc = "The runs of the experiment, if it has more than one.", affectsResults = false)
        Optional<SweepConfig> sweep,

        @Setting(doc = "Where metrics are written in addition to the run folder.", affectsResults = false)
        TrackingConfig tracking,

        @Setting(doc = "Where runs are computed; absent: on this machine.", affectsResults = false)
        Optional<EngineConfig> engine,

        @Setting(doc = "Where results are kept.", affectsResults = false)
        OutputConfig output) {
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    /** Rejects names that are not safe folder names, and a stopping rule whose metric is never measured. */
    public ExperimentConfig {
        if (!SAFE_NAME.matcher(name).matches()) {
            throw new KeyProblem(
                    "name",
                    "'" + name
                            + "' cannot be a folder: use at most 60 letters, digits, '.', '-' and '_', a letter or digit first");
        }
        boolean stops = sweep.flatMap(SweepConfig::random)
                .flatMap(SweepConfig.RandomSweep::stop)
                .isPresent();
        if (stops
                && evaluation.every().isZero()
                && train.checkpoint().saveBest().isEmpty()) {
            throw new KeyProblem(
                    "sweep",
                    "random.stop compares evaluations during training, and there are none;"
                            + " set evaluation.every, for example to '1 epochs'");
        }
    }

    /** The settings that determine training and evaluation, apart from the data set. */
    public Recipe recipe() {
        return new Recipe(seed, data.preprocessing(), model, method, train, evaluation);
    }

    /** The section {@code output}. */
    public record OutputConfig(
            @Setting(doc = "The folder of all results, relative to the working directory.", defaultValue = "runs")
            Path root) {}

    /**
     * The section {@code data}.
     *
     * @param layout the organisation of the folder; adds its own keys, for example {@code root}
     * @param preprocessing how images are converted to tensors
     */
    public record DataConfig(
            @Selector(kind = ComponentKinds.LAYOUT, key = "layout")
            @Setting(doc = "Name of the data set layout, i.e. how the folder is organized.")
            Selection layout,

            @Flattened Preprocessing preprocessing) {}
}
