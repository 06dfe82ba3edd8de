package org.wsol.pipeline.internal;

import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.train.RunLength;

/**
 * A distance between events that repeat in a training.
 *
 * @param steps distance in optimizer steps; 0: never
 */
public record StepInterval(long steps) {

    /** A distance given as a duration; less than a step counts as one. */
    public static StepInterval of(TrainingSpan distance, RunLength length) {
        return new StepInterval(distance.isZero() ? 0 : Math.max(1, length.steps(distance)));
    }

    /** Whether it is time after so many steps. */
    public boolean isDue(long done) {
        return steps > 0 && done % steps == 0;
    }
}
