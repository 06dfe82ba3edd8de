package org.wsol.experiment.internal.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.sweep.Experiment;

/**
 * What an experiment needs computed.
 *
 * @param experiment the experiment
 * @param entries its runs, in order
 * @param damaged what is wrong with folders of earlier runs that were left out, each naming a file
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

    /** How long what is computed will take, one run at a time, if that is known of every run. */
    public Optional<TimeEstimate> estimate() {
        List<Optional<TimeEstimate>> each = entries.stream()
                .filter(PlanEntry::isComputed)
                .map(PlanEntry::time)
                .toList();
        return each.stream().allMatch(Optional::isPresent)
                ? each.stream().map(Optional::get).reduce(TimeEstimate::plus)
                : Optional.empty();
    }

    /** How many runs have that action. */
    public long count(PlanEntry.Action action) {
        return entries.stream().filter(entry -> entry.action() == action).count();
    }
}
