package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.config.override.KeyChange;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.data.SplitName;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.experiment.internal.runfolder.ModelLookupMessages;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunIdentity;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.Planner;
import org.wsol.experiment.internal.session.RunCatalog;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.session.SessionResult;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.internal.training.ScoringExecutor;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.experiment.sweep.ExperimentComposer;
import org.wsol.pipeline.internal.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol evaluate}: scores the network of a finished run again, on other data or with other settings. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Scores a finished run without training it again: on other data, boxes or sizes, or by another protocol.")
final class EvaluateCommand implements Callable<Integer> {
    /** The identity component of runs that only score an existing network. */
    static final String SPLIT = "split";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run, or a .wsol file.")
    private Path run;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Changes to what evaluation depends on: evaluation.normaliser=max, data.evaluationSize=448,"
                    + " data.boxes=boxes.csv.")
    private List<String> changes = List.of();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Another data set: a folder, or an experiment file that names one. Its classes are matched by name.")
    private @Nullable Path data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "The split to score: train, val or test. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--maps",
            paramLabel = "MAPS",
            description = "Scores these maps with the run's data instead of its network: cam, norm or similarity of the"
                    + " run itself, or a folder or stack of maps.")
    private @Nullable String maps;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads. Default: OMP_NUM_THREADS, else one per processor.")
    private @Nullable Integer threads;

    @Mixin
    private EngineMixin engine;

    @Mixin
    private RangeMixin worker;

    @Option(names = "--answers", hidden = true, description = "The file for the predictions of --range.")
    private Optional<Path> answers = Optional.empty();

    @Override
    public Integer call() {
        worker.attach();
        if (Files.isRegularFile(run)) {
            if (maps != null) {
                throw new InvalidInputException("--maps needs a run, which stores maps; " + run + " contains none");
            }
            SplitName part = splitName();
            SessionPlan plan =
                    new ArchiveScoring(run, part).plan(Optional.ofNullable(data), ExperimentArguments.parse(changes));
            return scored(plan, new ScoringExecutor(run, part));
        }
        RunFolder source = RunFiles.named(run);
        if (source.liveStatus().state() != RunState.DONE) {
            throw new InvalidInputException(ModelLookupMessages.reason(run));
        }
        SplitName scored = splitName();
        if (maps != null) {
            if (engine.settings(Optional.empty()).isPresent() || threads != null) {
                throw new InvalidInputException(
                        "--maps compares stored maps in this process; leave --engine and --threads out");
            }
            String[] words = RunMapsArguments.of(source, maps, Optional.ofNullable(data), scored.id(), changes)
                    .toArray(String[]::new);
            return RootCommand.commandLine(words) // the current one has only the options of this command
                    .setOut(spec.commandLine().getOut())
                    .setErr(spec.commandLine().getErr())
                    .execute(words);
        }
        ScoringExecutor executor = new ScoringExecutor(run, scored);
        List<KeyChange> typed = ExperimentArguments.parse(changes);
        Experiment changed = compose(source, typed);
        requireSameTraining(source, changed, executor);
        boolean elsewhere =
                worker.range().isPresent() || engine.settings(Optional.empty()).isPresent();
        SessionPlan plan = data == null && scored == SplitName.TEST && !elsewhere
                ? ownData(source, changed, shown(typed), executor)
                : otherData(source, typed, scored, executor);
        boolean isScoring = plan.entries().get(0).run().identity().evaluation().containsKey(SPLIT);
        return isScoring ? scored(plan, executor) : carryOut(plan, new ExperimentExecutor());
    }

    /** Scores the images in this process or with an engine's workers. */
    private int scored(SessionPlan plan, ScoringExecutor executor) {
        PlanEntry entry = plan.entries().get(0);
        if (worker.range().isPresent()) {
            PredictionRun.Range range = worker.range().get();
            worker.requireOrigin(() -> executor.origin(entry.run()));
            executor.answer(entry.run(), range.from(), range.to(), threads(), answers.orElseThrow());
            return 0;
        }
        if (entry.action() != PlanEntry.Action.CACHED) {
            executor.requireScorable(entry.run());
        }
        Optional<EngineSettings> settings = engine.settings(Optional.empty());
        if (settings.isEmpty() || entry.action() == PlanEntry.Action.CACHED) {
            return carryOut(plan, executor);
        }
        EngineAnswers workers = new EngineAnswers(spec.commandLine(), plan);
        Optional<List<Path>> files = workers.compute(
                settings.get(), executor.images(entry.run().experiment()), executor.origin(entry.run()));
        if (files.isEmpty()) {
            spec.commandLine().getErr().println("stopped; the same command resumes");
            return Errors.INTERRUPTED;
        }
        int exit = carryOut(plan, executor.with(files.get()));
        if (exit == 0) {
            workers.delete();
        }
        return exit;
    }

    private int threads() {
        return threads == null ? ComputeThreads.byDefault() : ComputeThreads.require(threads);
    }

    private int carryOut(SessionPlan plan, RunExecutor executor) {
        int wanted = threads();
        SessionOptions options =
                SessionOptions.simple(wanted, "wsol evaluate " + run + " " + String.join(" ", changes));
        SessionResult result = Sessions.carryOut(plan, options, executor, spec.commandLine());
        return SessionReport.exitCode(result);
    }

    private SplitName splitName() {
        for (SplitName name : SplitName.values()) {
            if (name.id().equals(split.toLowerCase(Locale.ROOT))) {
                return name;
            }
        }
        throw new InvalidInputException("--split must be train, val or test, was '" + split + "'");
    }

    private static Experiment compose(RunFolder source, List<KeyChange> overrides) {
        return compose(source.config(), overrides);
    }

    static Experiment compose(Path config, List<KeyChange> overrides) {
        Experiment experiment = new ExperimentComposer(ExperimentArguments.loader()).compose(config, overrides);
        if (experiment.runs().size() > 1) {
            throw new InvalidInputException("evaluate takes one value of a key; for several, change the experiment's"
                    + " file and use run, which does not train again either");
        }
        return experiment;
    }

    /** The configuration of a run belongs to its network, so it must not be edited. */
    private static void requireUnchanged(RunFolder source, Map<String, String> now) {
        Set<String> differing = differences(RunFiles.identity(source).training(), now);
        // With other code, the same file may have another checksum.
        boolean sameCode = differing.stream().noneMatch(name -> name.startsWith("code."));
        if (sameCode && differing.contains("configuration")) {
            throw new InvalidInputException(
                    source.config() + " was changed after the training: it no longer describes the"
                            + " network of this run. Restore it, or train another network with 'wsol run'.");
        }
    }

    /** The code may have changed, as the network is already trained; training data, files and keys must be the same. */
    private static void requireSameTraining(RunFolder source, Experiment changed, RunExecutor executor) {
        Map<String, String> own = identity(compose(source, List.of()), executor).training();
        requireUnchanged(source, own);
        requireSameTraining(own, changed, executor);
    }

    static void requireSameTraining(Map<String, String> own, Experiment changed, RunExecutor executor) {
        Set<String> differing = differences(own, identity(changed, executor).training());
        if (!differing.isEmpty()) {
            throw new InvalidInputException(
                    "these changes require another network (" + String.join(", ", differing)
                            + "): use run to train it; evaluate changes only what evaluation depends on. For other data use --data");
        }
    }

    private static Set<String> differences(Map<String, String> one, Map<String, String> other) {
        return new RunIdentity(one, Map.of(), "").differences(new RunIdentity(other, Map.of(), ""));
    }

    static RunIdentity identity(Experiment experiment, RunExecutor executor) {
        return new Planner(executor).identify(experiment).get(0).identity();
    }

    /** The same data: as in {@code run} for an existing network, including thresholds from validation. */
    private static SessionPlan ownData(
            RunFolder source, Experiment changed, Map<String, String> typed, ScoringExecutor executor) {
        ExperimentExecutor own = new ExperimentExecutor();
        PlannedRun run = new Planner(own).identify(changed).get(0);
        if (!isOf(source, run)) {
            return scoring(source, changed, SplitName.TEST, typed, executor);
        }
        Predicate<RunFolder> complete =
                folder -> own.lacks(run.experiment(), folder).isEmpty() && !Planner.hasDamagedResults(folder);
        if (complete.test(source) && RunFiles.identity(source).equals(run.identity())) {
            return only(changed, cached(run, source));
        }
        return planned(changed, run.withVaried(typed), source, complete);
    }

    /** Whether the network of a run is the one that another run needs. */
    private static boolean isOf(RunFolder source, PlannedRun run) {
        return RunFiles.identity(source).training().equals(run.identity().training());
    }

    /** Typed changes as the values by which the run differs from the one whose network it scores. */
    static Map<String, String> shown(List<KeyChange> typed) {
        Map<String, String> shown = new LinkedHashMap<>();
        typed.forEach(change ->
                shown.put(change.path(), change.action() == KeyChange.Action.REMOVE ? "default" : change.value()));
        return shown;
    }

    private SessionPlan otherData(RunFolder source, List<KeyChange> typed, SplitName scored, ScoringExecutor executor) {
        List<KeyChange> overrides = new ArrayList<>(typed);
        Map<String, String> varied = new LinkedHashMap<>(shown(typed));
        if (data != null) {
            overrides.addAll(DataOverrides.of(data, source.config(), ExperimentArguments.loader()));
            varied.put("data", data.toString());
        }
        return scoring(source, compose(source, overrides), scored, varied, executor);
    }

    /** A plan for scoring this network on a split. */
    private static SessionPlan scoring(
            RunFolder source,
            Experiment experiment,
            SplitName scored,
            Map<String, String> varied,
            ScoringExecutor executor) {
        PlannedRun trained = RunFiles.load(source, ExperimentArguments.loader());
        Map<String, String> evaluation =
                new TreeMap<>(identity(experiment, executor).evaluation());
        evaluation.put(SPLIT, Hashes.sha256(scored.id()));
        RunIdentity identity = new RunIdentity(
                trained.identity().training(),
                evaluation,
                Hashes.sha256(trained.identity().row() + evaluation).substring(0, 16));
        Map<String, String> shown = new LinkedHashMap<>(trained.varied());
        shown.putAll(varied);
        shown.put(SPLIT, scored.id());
        PlannedRun planned =
                new PlannedRun(trained.tag(), experiment.runs().get(0).config(), shown, trained.replicate(), identity);
        return planned(experiment, planned, source, folder -> !Planner.hasDamagedResults(folder));
    }

    /** A plan for scoring the network of a run, unless this was done before. */
    private static SessionPlan planned(
            Experiment experiment, PlannedRun run, RunFolder source, Predicate<RunFolder> complete) {
        SessionPlan plan = planned(
                experiment,
                run,
                folder -> complete.test(folder) && hasNetworkOf(source, folder),
                new PlanEntry(run, PlanEntry.Action.EVALUATE, Optional.of(source), "", Optional.empty()));
        boolean scores = plan.entries().get(0).action() == PlanEntry.Action.EVALUATE;
        if (scores && !new ExperimentExecutor().canEvaluate(source)) {
            throw new InvalidInputException(source.path() + " contains no trained model any more: "
                    + source.checkpoints().resolve(Checkpoint.LAST) + " is missing");
        }
        return plan;
    }

    /** A plan with the finished run of that identity, or else with the given entry. */
    static SessionPlan planned(
            Experiment experiment, PlannedRun run, Predicate<RunFolder> usable, PlanEntry otherwise) {
        SessionPlan empty = new SessionPlan(experiment, List.of(), List.of());
        return only(
                experiment,
                RunCatalog.under(empty.experimentFolder())
                        .findDone(run.identity(), usable)
                        .map(done -> cached(run, done.folder()))
                        .orElse(otherwise));
    }

    private static PlanEntry cached(PlannedRun run, RunFolder done) {
        return new PlanEntry(run, PlanEntry.Action.CACHED, Optional.of(done), "", Optional.empty());
    }

    private static SessionPlan only(Experiment experiment, PlanEntry entry) {
        return new SessionPlan(experiment, List.of(entry), List.of());
    }

    /** Runs with the same training may have slightly different networks, for example with another number of threads. */
    private static boolean hasNetworkOf(RunFolder source, RunFolder other) {
        Path own = source.checkpoints().resolve(Checkpoint.LAST);
        Path scored = other.checkpoints().resolve(Checkpoint.LAST);
        try {
            return Files.isRegularFile(own) && Files.isRegularFile(scored) && Files.mismatch(own, scored) < 0;
        } catch (IOException e) {
            throw new StorageException("cannot compare " + own + " and " + scored, e);
        }
    }
}
