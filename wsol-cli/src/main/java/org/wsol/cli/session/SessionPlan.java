package org.wsol.cli.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wsol.cli.sweep.Experiment;

/**
 * What an experiment needs computed.
 *
 * @param experiment the experiment
 * @param entries its runs, in order
 * @param estimate how long what is computed will take, one run at a time, if that is known
 */
public record SessionPlan(Experiment experiment, List<PlanEntry> entries, Optional<Duration> estimate) {

    /** Copies the list. */
    public SessionPlan {
        entries = List.copyOf(entries);
    }

    /** The folder of all sessions of the experiment. */
    public Path experimentFolder() {
        var config = experiment.base().value();
        return config.output().root().resolve(config.name());
    }

    /** How many runs have that action. */
    public long count(PlanEntry.Action action) {
        return entries.stream().filter(entry -> entry.action() == action).count();
    }
}
