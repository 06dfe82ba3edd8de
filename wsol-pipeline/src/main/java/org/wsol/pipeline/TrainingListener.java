package org.wsol.pipeline;

import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.evaluation.SplitPredictions;

/**
 * Receives the progress of a training, and may end it. Calls come one after another, from the thread that trains, which is
 * not the one that called {@link LocalizationTrainer#fit}: thread-local values of the caller are absent. Exceptions end the
 * training.
 */
public interface TrainingListener {

    /** A listener that does nothing. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }

    /**
     * Called before the training for every setting that is valid but probably a mistake; logs it as a warning unless
     * overridden.
     *
     * @param warning a sentence with the key to change
     */
    default void warned(String warning) {
        LoggerFactory.getLogger(TrainingListener.class).warn(warning);
    }

    /**
     * Called when training starts or is resumed.
     *
     * @param length the sizes of the whole training
     * @param firstStep optimizer steps done before; 0 for a new training
     */
    default void started(RunLength length, long firstStep) {}

    /**
     * Called after a step; with {@code train.exchange: every 8 steps} after an exchange, for every step since the last
     * one.
     *
     * @param epoch from 0
     * @param steps the number of steps done so far
     * @param speed of this epoch so far
     */
    default void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {}

    /** Called after every step: whether the gradient of each term is to be measured on the images of this step. */
    default boolean wantsTermGradients(long steps) {
        return false;
    }

    /**
     * Receives the gradients requested by {@link #wantsTermGradients}.
     *
     * @param steps the number of steps done so far
     * @param norms for each active term, the Euclidean norm of the gradient of weight x term with respect to the
     *     trunk's parameters, that is all except the head's
     */
    default void termGradients(long steps, Map<String, Double> norms) {}

    /** Called after an epoch. */
    default void epochDone(EpochSummary summary) {}

    /**
     * Called after the split used to choose checkpoints was evaluated ({@code evaluation.every} or {@code
     * train.checkpoint.saveBest}).
     *
     * @param steps the number of steps done so far
     * @param metrics in percent, by name: {@code top1}, {@code top5}, and, if there are boxes, {@code maxBoxAccV2} and
     *     {@code maxBoxAcc}; for maps with the factors F and S also those of {@link
     *     org.wsol.pipeline.evaluation.GapDiagnoses#overTime}
     * @param predictions the predictions they were computed from
     */
    default void validated(long steps, Map<String, Double> metrics, SplitPredictions predictions) {}

    /**
     * Called after every epoch and every evaluation of a split.
     *
     * @param images all images of the split that were skipped so far because they are unreadable ({@code data.onError:
     *     skip}), each once; empty if there are none
     */
    default void imagesSkipped(DataSplit split, List<SkippedImage> images) {}

    /**
     * Called after every step, or every exchange of parameters: whether to stop here, to be resumed later. This is the way
     * to stop a training: an interrupt of its thread is ignored by computations, and closes files in use.
     */
    default boolean stopRequested() {
        return false;
    }

    /** Called after every step, or every exchange of parameters: whether to end the training here as if it were complete. */
    default boolean finishesEarly() {
        return false;
    }
}
