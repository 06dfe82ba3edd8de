package org.wsol.pipeline.recipe;

import java.util.List;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;

/** The section {@code train.checkpoint}. */
public record CheckpointConfig(
        @Setting(
                doc = "How often a checkpoint is written; the last one is always kept. 0: only at the end.",
                defaultValue = "1 epochs",
                affectsResults = false)
        TrainingSpan every,

        @Setting(
                doc = "Points of the training at which a checkpoint is also kept permanently, for example [1 epochs, 5"
                        + " epochs, 50%]; 'wsol filmstrip' shows them side by side.",
                defaultValue = "[]",
                affectsResults = false)
        List<TrainingSpan> keep,

        @Setting(doc = "Also keep the best checkpoint by a metric; absent: the last one is used.")
        Optional<SaveBest> saveBest) {

    /** Copies the list. */
    public CheckpointConfig {
        keep = List.copyOf(keep);
    }

    /**
     * The section {@code train.checkpoint.saveBest}. Choosing by a box metric uses box annotations, which are counted.
     */
    public record SaveBest(
            @Setting(
                    doc = "The metric.",
                    defaultValue = "maxBoxAccV2",
                    allowed = {"maxBoxAccV2", "maxBoxAcc", "top1", "top5"})
            String metric,

            @Setting(
                    doc = "The split it is measured on. Never the test split.",
                    defaultValue = "val",
                    allowed = {"train", "val"})
            String split) {

        /** Whether the metric uses boxes. */
        public boolean usesBoxes() {
            return metric.startsWith("maxBox");
        }
    }
}
