package org.wsol.cli.bench;

import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.progress.Progress;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.eval.protocol.Protocol;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.InferenceNetwork;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.recipe.Recipe;

/** The evaluation of a split with boxes: the inference graph, decoding, maps to boxes at every threshold, metrics. */
public final class EvaluationWork implements Work {
    private final Recipe recipe;
    private final DataSplit split;
    private final int classes;

    /**
     * An evaluation of an untrained network.
     *
     * @param classes number of classes
     */
    public EvaluationWork(Recipe recipe, DataSplit split, int classes) {
        this.recipe = recipe;
        this.split = split;
        this.classes = classes;
    }

    @Override
    public void run() {
        try (InferenceNetwork network =
                new InferenceNetwork(Network.untrained(recipe, classes, ComputeThreads.byDefault()))) {
            SplitPredictions predictions = SplitPredictions.of(recipe, network, split, Progress.NONE);
            Evaluation evaluation = Evaluation.of(predictions, new BoxScoring(recipe));
            if (evaluation.localization(new Protocol.Oracle()).isEmpty()) {
                throw new DataException("no image of the " + split.name().id() + " split has a box");
            }
        }
    }

    @Override
    public void close() {
        // every run closes its own network
    }
}
