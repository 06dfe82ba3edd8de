package org.wsol.experiment.internal.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.sweep.Experiment;

/**
 * The plan of an experiment.
 *
 * @param experiment the experiment
 * @param entries its runs, in order
 * @param damaged the problems of skipped folders of earlier runs, each naming a file
 */
public record SessionPlan(Experiment experiment, List<PlanEntry> entries, List<String> damaged) {

    /** Copies the lists. */
    public SessionPlan {
        entries = List.copyOf(entries);
        damaged = List.copyOf(damaged);
    }

    /** The folder of all sessions of the experiment. */
    public Path experimentFolder() {
        var config = experiment.base().value();
        return config.output().root().resolve(config.name());
    }

    /** The estimated time, one run at a time, if known for every run to be computed. */
    public Optional<TimeEstimate> estimate() {
        List<Optional<TimeEstimate>> each = entries.stream()
                .filter(PlanEntry::isComputed)
                .map(PlanEntry::time)
                .toList();
        return each.stream().allMatch(Optional::isPresent)
                ? each.stream().map(Optional::get).reduce(TimeEstimate::plus)
                : Optional.empty();
    }

    /** The number of runs with the given action. */
    public long count(PlanEntry.Action action) {
        return entries.stream().filter(entry -> entry.action() == action).count();
    }
}
