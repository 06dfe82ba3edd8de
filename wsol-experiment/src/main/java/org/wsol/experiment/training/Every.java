package org.wsol.experiment.training;

import org.wsol.core.component.Duration;
import org.wsol.engine.train.RunLength;

/**
 * Something that comes again and again in a training.
 *
 * @param steps distance in optimizer steps; 0: never
 */
record Every(long steps) {

    /** A distance given as a duration; less than a step counts as one. */
    static Every of(Duration distance, RunLength length) {
        return new Every(distance.isZero() ? 0 : Math.max(1, length.steps(distance)));
    }

    /** Whether it is time after so many steps. */
    boolean isDue(long done) {
        return steps > 0 && done % steps == 0;
    }
}
