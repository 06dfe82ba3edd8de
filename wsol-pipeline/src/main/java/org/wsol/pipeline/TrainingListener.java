package org.wsol.pipeline;

import java.util.List;
import java.util.Map;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.evaluation.SplitPredictions;

/** Receives the progress of a training, and may end it. Called on the training thread; what it throws ends the training. */
public interface TrainingListener {

    /** A listener that does nothing. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }

    /**
     * Training starts, or is resumed.
     *
     * @param length the sizes of the whole training
     * @param firstStep optimizer steps done before; 0 for a new training
     */
    default void started(RunLength length, long firstStep) {}

    /**
     * A step is done.
     *
     * @param epoch from 0
     * @param steps the number of steps done so far
     * @param speed of this epoch so far
     */
    default void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {}

    /** Asked after every step: whether the gradient of each term is to be measured on the images of this step. */
    default boolean wantsTermGradients(long steps) {
        return false;
    }

    /**
     * The gradients that {@link #wantsTermGradients} asked for.
     *
     * @param steps the number of steps done so far
     * @param norms by active term the Euclidean norm of the gradient of weight x term by the parameters of the trunk, that
     *     is all but the head's
     */
    default void termGradients(long steps, Map<String, Double> norms) {}

    /** An epoch is done. */
    default void epochDone(EpochSummary summary) {}

    /**
     * The split that checkpoints are chosen by was evaluated ({@code evaluation.every} or {@code
     * train.checkpoint.saveBest}).
     *
     * @param steps the number of steps done so far
     * @param metrics in percent, by name: {@code top1}, {@code top5}, and where there are boxes {@code maxBoxAccV2}
     *     and {@code maxBoxAcc}; for maps with the factors F and S also those of {@link
     *     org.wsol.pipeline.evaluation.GapDiagnoses#overTime}
     * @param predictions what they were measured on
     */
    default void validated(long steps, Map<String, Double> metrics, SplitPredictions predictions) {}

    /**
     * Images that could not be read were left out ({@code data.onError: skip}).
     *
     * @param images all that were left out so far, each once
     */
    default void imagesSkipped(DataSplit split, List<SkippedImage> images) {}

    /** Asked after every step: whether to stop here, to be resumed later. */
    default boolean stopRequested() {
        return false;
    }

    /** Asked after every step: whether the training is good enough and ends here as if it were complete. */
    default boolean finishesEarly() {
        return false;
    }
}
