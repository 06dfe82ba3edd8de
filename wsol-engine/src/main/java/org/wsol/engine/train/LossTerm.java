package org.wsol.engine.train;

import org.wsol.core.component.TrainingSpan;

/**
 * A term of the training loss. The total is the sum of weight x value over the terms that have started.
 *
 * @param name unique within the method: {@code similarity}
 * @param weight its factor in the total; a term with weight 0 is never active
 * @param start when it becomes part of the total
 */
public record LossTerm(String name, double weight, TrainingSpan start) {

    /** Whether the term is part of the total at a step, counted from 0. */
    public boolean isActive(long step, RunLength length) {
        return weight != 0 && step >= length.steps(start);
    }
}
