package org.wsol.experiment.internal.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.wsol.config.schema.Selection;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Plugins;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.split.SizedSplit;
import org.wsol.engine.backend.CpuInfo;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.backend.NativeBackend.BackendInfo;
import org.wsol.engine.backend.SpeedProbe;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.WorkerLostException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.engine.weights.WeightFormat;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunContext.WorkStoppedException;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.DataSums;
import org.wsol.experiment.internal.runfolder.RunExecutor.RunOutcome;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.heads.internal.ThresholdedHead;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingStoppedException;
import org.wsol.pipeline.evaluation.MapComparison;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.CheckpointSplit;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.internal.KeptCheckpoints;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.RecipeWarnings;
import org.wsol.pipeline.internal.TrainingLists;
import org.wsol.pipeline.recipe.Recipe;

/** Trains and evaluates on this machine. */
public final class ExperimentExecutor implements RunExecutor {
    private final Map<Selection, Dataset> datasets = new ConcurrentHashMap<>();
    private final Set<List<Object>> checked = ConcurrentHashMap.newKeySet();
    private final Set<Object> whole = ConcurrentHashMap.newKeySet();
    private Optional<RoughTime> arithmetic = Optional.empty();
    private final Map<List<Object>, LoadReport> reports = new ConcurrentHashMap<>();
    private final Map<SizedKey, Dataset> sized = new ConcurrentHashMap<>();
    private final Map<Selection, String> samples = new ConcurrentHashMap<>();
    private final GradientExchange exchange;

    /** The settings that determine the sizes of a data set's images. */
    private record SizedKey(Selection layout, boolean upright) {}

    /** Trains in this process only. */
    public ExperimentExecutor() {
        this(GradientExchange.alone());
    }

    /** Trains as the first of several workers; the exchange belongs to the caller. */
    public ExperimentExecutor(GradientExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void prepare() {
        NativeBackend.start();
    }

    @Override
    public void check(ExperimentConfig config) {
        List<Object> decisive = List.of(
                config.data(),
                config.model(),
                config.method(),
                config.train().batchSteps(),
                config.evaluation().maps(),
                config.evaluation().map(),
                config.train().checkpoint());
        if (!checked.contains(decisive)) { // runs of a sweep that differ only in other keys give the same result
            checkParts(config);
            checked.add(decisive);
        }
    }

    private void checkParts(ExperimentConfig config) {
        config.model().pretrained().ifPresent(setting -> requireWeights(setting, config));
        Dataset dataset = opened(config);
        Recipe recipe = config.recipe();
        ComponentFactory.require(dataset, SplitName.TRAIN);
        Backbone backbone =
                ComponentFactory.backbone(recipe, dataset.classNames().size());
        MapComparison.of(config.evaluation().mapSpecs()).check(backbone);
        Network.requireMap(recipe, ComponentFactory.method(recipe), backbone);
        ComponentFactory.batchSteps(recipe);
        CheckpointSplit.check(recipe, dataset);
        InputPreflight.at(config, dataset);
        if (!whole.contains(config.data())) { // once for all runs with the same data
            InputPreflight.requireWhole(config, dataset);
            whole.add(config.data());
        }
        weights(config, dataset);
    }

    @Override
    public Optional<String> lacks(ExperimentConfig config, RunFolder finished) {
        if (config.train().checkpoint().keep().isEmpty()) {
            return Optional.empty();
        }
        Set<Long> missing = KeptCheckpoints.missing(
                config.recipe(), ComponentFactory.length(config.recipe(), opened(config)), finished.checkpoints());
        return missing.isEmpty() ? Optional.empty() : Optional.of("checkpoints of steps " + missing + " were not kept");
    }

    @Override
    public List<String> warnings(ExperimentConfig config) {
        Dataset dataset = opened(config);
        List<String> warnings = new ArrayList<>(RecipeWarnings.of(config.recipe(), dataset));
        weights(config, dataset)
                .filter(report -> !report.fits())
                .ifPresent(report -> warnings.add("model.pretrained: " + report.summary()));
        return warnings;
    }

    /** The result of loading the weight file, shared by runs with the same file and network. */
    private Optional<LoadReport> weights(ExperimentConfig config, Dataset dataset) {
        return config.model()
                .pretrained()
                .map(setting -> reports.computeIfAbsent(
                        List.of(
                                setting,
                                config.model().backbone(),
                                config.method().selection().name(),
                                dataset.classNames().size()),
                        key -> PretrainedWeights.check(
                                ComponentFactory.backbone(
                                        config.recipe(), dataset.classNames().size()),
                                ComponentFactory.method(config.recipe()),
                                config.recipe().data().transformation().inputSize(),
                                setting)));
    }

    private Dataset opened(ExperimentConfig config) {
        return opened(config, Progress.NONE);
    }

    /** Data sets are lists without pixels: those of a session's runs are read once, for planning and computing. */
    Dataset opened(ExperimentConfig config, Progress progress) {
        Selection chosen = config.data().layout();
        Dataset lists = datasets.computeIfAbsent(chosen, layout -> ExperimentData.lists(layout, progress));
        boolean upright = config.data().preprocessing().reading().exifOrientation();
        return sized.computeIfAbsent(new SizedKey(chosen, upright), key -> ExperimentData.sized(config, lists));
    }

    @Override
    public DataSums data(ExperimentConfig config) {
        Dataset dataset = opened(config);
        return new DataSums(TrainingLists.sum(dataset), dataset.fingerprint());
    }

    /** A checksum of a sample of the images' contents, which do not belong to the identity of a run. */
    public String imageSample(ExperimentConfig config) {
        return samples.computeIfAbsent(config.data().layout(), layout -> ImageSample.sum(opened(config)));
    }

    /** Weight formats are determined by the file name, so all installed formats are included if there is a file. */
    @Override
    public Map<String, Class<?>> code(ExperimentConfig config) {
        Map<String, Class<?>> code = new LinkedHashMap<>();
        code.put("engine", NativeBackend.class);
        code.put("heads", ThresholdedHead.class);
        code.put("data", Preprocessing.class);
        code.put("pipeline", TrainedModel.class);
        config.model().pretrained().ifPresent(file -> Plugins.load(WeightFormat.class)
                .forEach(format -> code.put("weights." + format.getClass().getSimpleName(), format.getClass())));
        return code;
    }

    @Override
    public boolean canEvaluate(RunFolder finished) {
        return new Checkpoint(finished.checkpoints().resolve(Checkpoint.LAST)).exists();
    }

    private static void requireWeights(Path setting, ExperimentConfig config) {
        Path file = WeightCatalogue.standard()
                .locate(setting, config.model().backbone().name());
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("model.pretrained: there is no weight file " + file
                    + "; docs/weights.md shows where to get one, and 'imagenet' means the published weights");
        }
    }

    @Override
    public Optional<Duration> roughTime(ExperimentConfig config) {
        if (arithmetic.isEmpty()) {
            NativeBackend.start();
            arithmetic = Optional.of(new RoughTime(SpeedProbe.convolutionGigaflops()));
        }
        return Optional.of(arithmetic.get().of(config, opened(config)));
    }

    @Override
    public Map<String, String> environment() {
        BackendInfo info = NativeBackend.start();
        Map<String, String> environment = new LinkedHashMap<>();
        CpuInfo cpu = CpuInfo.ofThisMachine();
        environment.put("cpu", cpu.model());
        environment.put("cpu.flags", String.join(" ", new TreeSet<>(cpu.flags())));
        environment.put("backend", info.name() + " " + info.classifier());
        environment.put("backend.nd4j", info.nd4jVersion());
        environment.put("backend.blas", info.blasVendor());
        environment.put("backend.oneDnn", String.valueOf(info.oneDnn()));
        environment.put(
                "backend.bfloat16",
                Precision.BFLOAT16.obstacle().map(obstacle -> "no: " + obstacle).orElse("yes"));
        environment.put("backend.threads", String.valueOf(info.threads()));
        return environment;
    }

    @Override
    public RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) {
        return ThreadLimit.within(context.threads(), () -> compute(run, folder, context));
    }

    private RunOutcome compute(PlannedRun run, RunFolder folder, RunContext context) {
        long began = System.nanoTime();
        try {
            Dataset dataset = opened(run.experiment(), context.interruptible());
            SkipRecord skips = new SkipRecord(folder.path());
            try (TrainedModel model = trained(run, folder, context, dataset, skips)) {
                return new RunEvaluation(run, folder, context, dataset, skips).evaluate(model, began);
            }
        } catch (WorkStoppedException e) {
            return new RunOutcome.Interrupted(e.getMessage() + "; the same command resumes it");
        } catch (TrainingStoppedException e) {
            String how = e.steps() == e.totalSteps() ? "trained, but not evaluated" : e.getMessage();
            return new RunOutcome.Interrupted(how + "; the same command resumes it");
        } catch (WorkerLostException e) {
            return new RunOutcome.Interrupted(e.getMessage() + "; the same command resumes it");
        }
    }

    /**
     * Computes this worker's shards of a run that another worker executes. Nothing is written.
     *
     * @throws WorkerLostException if another worker is lost
     */
    public void assist(PlannedRun run, RunFolder folder, int threads, BooleanSupplier stop) {
        trainer(run, folder, threads).assist(opened(run.experiment()), stop);
    }

    private LocalizationTrainer trainer(PlannedRun run, RunFolder folder, int threads) {
        return LocalizationTrainer.of(run.experiment().recipe())
                .checkpoints(folder.checkpoints())
                .threads(threads)
                .exchange(exchange);
    }

    private TrainedModel trained(
            PlannedRun run, RunFolder folder, RunContext context, Dataset dataset, SkipRecord skips) {
        LocalizationTrainer trainer = trainer(run, folder, context.threads()).progress(context.progress());
        try (TrainingRecorder recorder = new TrainingRecorder(run, folder, context, skips)) {
            return trainer.fit(dataset, recorder);
        }
    }

    /** Opens the data set of an experiment. */
    static final class ExperimentData {
        private ExperimentData() {}

        /** The images listed by the layout; sizes only if the lists contain them. */
        static Dataset lists(Selection layout, Progress progress) {
            return open(layout.<DatasetProvider<?>>as(DatasetProvider.class), layout, progress);
        }

        /** The same images with the sizes given by the run's decoder. */
        static Dataset sized(ExperimentConfig config, Dataset lists) {
            return SizedSplit.in(lists, config.data().preprocessing().reading().decoder());
        }

        private static <O extends Record> Dataset open(
                DatasetProvider<O> provider, Selection chosen, Progress progress) {
            return provider.open(chosen.options(provider.optionsType()), progress);
        }
    }
}
