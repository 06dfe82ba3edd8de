package org.wsol.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /**
     * The number of steps with each set of active terms, in order of time.
     *
     * @param terms the terms of a method
     */
    public static Map<Set<String>, Long> stepsByActive(List<LossTerm> terms, RunLength length) {
        long total = length.totalSteps();
        TreeSet<Long> starts = new TreeSet<>(Set.of(0L));
        terms.forEach(term -> starts.add(Math.min(total, length.steps(term.start()))));
        Map<Set<String>, Long> steps = new LinkedHashMap<>();
        for (long start : starts.headSet(total)) {
            Set<String> active = terms.stream()
                    .filter(term -> term.isActive(start, length))
                    .map(LossTerm::name)
                    .collect(Collectors.toUnmodifiableSet());
            Long end = starts.higher(start);
            steps.merge(active, (end == null ? total : end) - start, Long::sum);
        }
        return steps;
    }
}
