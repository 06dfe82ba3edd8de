package org.wsol.experiment.internal.session;

import java.time.Duration;

/**
 * How long something is expected to take.
 *
 * @param time the expectation
 * @param rough whether it rests on arithmetic instead of a finished run
 */
public record TimeEstimate(Duration time, boolean rough) {

    /** Both, one after the other; rough when either is. */
    TimeEstimate plus(TimeEstimate other) {
        return new TimeEstimate(time.plus(other.time), rough || other.rough);
    }
}
