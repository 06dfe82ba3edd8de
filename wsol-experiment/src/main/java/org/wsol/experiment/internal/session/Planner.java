package org.wsol.experiment.internal.session;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunIdentity;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.experiment.sweep.Experiment.ComposedRun;

/** Determines for every run of an experiment whether it has to be computed. */
public final class Planner {
    private static final int NAMED = 3;

    private final RunExecutor executor;

    /** Creates a planner for runs of an executor. */
    public Planner(RunExecutor executor) {
        this.executor = executor;
    }

    /**
     * Creates the plan. Nothing is written.
     *
     * @param force compute everything again
     * @param retryFailed compute failed runs again
     */
    public SessionPlan plan(Experiment experiment, boolean force, boolean retryFailed) {
        SessionPlan empty = new SessionPlan(experiment, List.of(), List.of());
        RunCatalog known = RunCatalog.under(empty.experimentFolder());
        List<String> damaged = new ArrayList<>(known.damaged());
        RunTimes times = RunTimes.of(known, damaged);
        List<PlanEntry> entries = identify(experiment).stream()
                .map(run -> force
                        ? new PlanEntry(run, PlanEntry.Action.NEW, Optional.empty(), "forced")
                        : decide(
                                run, known, retryFailed, experiment.medianStop().isPresent()))
                .map(entry -> entry.isComputed() ? entry.withTime(times.estimate(entry.run(), entry.earlier())) : entry)
                .toList();
        return new SessionPlan(experiment, entries, damaged);
    }

    /** The plan with a rough time for every run without a better estimate. */
    public SessionPlan withRoughTimes(SessionPlan plan) {
        List<PlanEntry> entries = plan.entries().stream()
                .map(entry -> entry.isTrained() && entry.time().isEmpty()
                        ? entry.withTime(
                                executor.roughTime(entry.run().experiment()).map(time -> new TimeEstimate(time, true)))
                        : entry)
                .toList();
        return new SessionPlan(plan.experiment(), entries, plan.damaged());
    }

    /** The runs of an experiment with their identities. */
    public List<PlannedRun> identify(Experiment experiment) {
        Identities identities = new Identities(executor);
        Map<RunIdentity, String> seen = new HashMap<>();
        Set<List<String>> reported = new HashSet<>(); // once for all seeds
        List<PlannedRun> runs = new ArrayList<>();
        Problems problems = new Problems();
        Map<String, List<String>> rejected = new LinkedHashMap<>();
        for (ComposedRun run : experiment.runs()) {
            RunIdentity identity = identities.of(run.config().value());
            rejection(run).ifPresent(reason -> rejected.computeIfAbsent(reason, key -> new ArrayList<>())
                    .add(run.tag()));
            String twin = seen.putIfAbsent(identity, run.tag());
            if (twin != null && reported.add(List.of(twin, run.tag()))) {
                problems.add("'" + twin + "' and '" + run.tag() + "' (" + run.varied()
                        + ") give the same results: their differences have no effect on them; remove one");
            }
            runs.add(new PlannedRun(run.tag(), run.config(), run.varied(), run.replicate(), identity));
        }
        rejected.forEach((reason, tags) ->
                problems.add(tags.size() == experiment.runs().size() ? reason : inRuns(tags) + ": " + reason));
        problems.throwIfAny();
        return runs;
    }

    /** Inconsistencies of all runs are reported at once, each only once. */
    private Optional<String> rejection(ComposedRun run) {
        try {
            executor.check(run.config().value());
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String inRuns(List<String> tags) {
        String named = tags.stream().limit(NAMED).collect(Collectors.joining(", "));
        return (tags.size() == 1 ? "run " : "runs ")
                + named
                + (tags.size() > NAMED ? " and " + (tags.size() - NAMED) + " more" : "");
    }

    private PlanEntry decide(PlannedRun run, RunCatalog known, boolean retryFailed, boolean mayStopEarly) {
        Optional<RunCatalog.Known> found = known.find(run.identity());
        if (found.isEmpty()) {
            return unknown(run, known, mayStopEarly);
        }
        var earlier = found.get();
        if (earlier.status().isStoppedEarly() && !mayStopEarly) {
            return new PlanEntry(
                    run,
                    PlanEntry.Action.NEW,
                    Optional.empty(),
                    earlier.folder().name() + " was stopped early by a rule this experiment does not have");
        }
        if (earlier.status().state() == RunState.DONE) {
            return finished(run, known, earlier.folder());
        }
        RunState state = earlier.status().state();
        PlanEntry.Action action = state == RunState.FAILED && retryFailed ? PlanEntry.Action.RETRY : action(state);
        return new PlanEntry(
                run, action, Optional.of(earlier.folder()), earlier.status().reason());
    }

    /**
     * The plan for a run without a folder; there may be a network with the same training, or a run from before a
     * change.
     */
    private PlanEntry unknown(PlannedRun run, RunCatalog known, boolean mayStopEarly) {
        Optional<RunCatalog.Known> trained = known.findTrained(
                run.identity(),
                other -> (mayStopEarly || !other.status().isStoppedEarly())
                        && executor.canEvaluate(other.folder())
                        && executor.lacks(run.experiment(), other.folder()).isEmpty());
        if (trained.isPresent()) {
            return new PlanEntry(
                    run,
                    PlanEntry.Action.EVALUATE,
                    trained.map(RunCatalog.Known::folder),
                    "with the network of " + trained.get().folder().name());
        }
        String note = known.findNearest(run.identity())
                .map(other -> String.join(", ", other.identity().differences(run.identity())) + " changed since "
                        + other.folder().name())
                .orElse("");
        return new PlanEntry(run, PlanEntry.Action.NEW, Optional.empty(), note);
    }

    /** A finished run is reused if one of the equal runs has all requested output. */
    private PlanEntry finished(PlannedRun run, RunCatalog known, RunFolder newest) {
        if (hasDamagedResults(newest)) {
            return known.findDone(run.identity(), folder -> !hasDamagedResults(folder))
                    .map(other -> finished(run, known, other.folder()))
                    .orElseGet(() -> again(run, newest));
        }
        Optional<String> lack = executor.lacks(run.experiment(), newest);
        if (lack.isEmpty()) {
            return new PlanEntry(run, PlanEntry.Action.CACHED, Optional.of(newest), "");
        }
        return known.findDone(run.identity(), folder -> executor.lacks(run.experiment(), folder)
                        .isEmpty())
                .map(other -> new PlanEntry(run, PlanEntry.Action.CACHED, Optional.of(other.folder()), ""))
                .orElseGet(() -> new PlanEntry(run, PlanEntry.Action.NEW, Optional.empty(), lack.get()));
    }

    /** The network of a run whose results are damaged is evaluated again, if there is one. */
    private PlanEntry again(PlannedRun run, RunFolder damaged) {
        String note = RunMetrics.FILE_NAME + " of " + damaged.name() + " is damaged";
        return executor.canEvaluate(damaged)
                ? new PlanEntry(run, PlanEntry.Action.EVALUATE, Optional.of(damaged), note)
                : new PlanEntry(run, PlanEntry.Action.NEW, Optional.empty(), note);
    }

    /** Whether the numbers of a finished run cannot be read. */
    public static boolean hasDamagedResults(RunFolder finished) {
        try {
            if (Files.exists(finished.metrics())) {
                RunMetrics.read(finished.metrics());
            }
            return false;
        } catch (WsolException e) {
            return true;
        }
    }

    private static PlanEntry.Action action(RunState state) {
        return switch (state) {
            case DONE -> PlanEntry.Action.CACHED;
            case RUNNING -> PlanEntry.Action.BUSY;
            case FAILED -> PlanEntry.Action.FAILED_BEFORE;
            case INTERRUPTED, QUEUED -> PlanEntry.Action.RESUME;
        };
    }
}
