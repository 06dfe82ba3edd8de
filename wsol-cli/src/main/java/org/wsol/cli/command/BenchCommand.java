package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsol.backbones.Backbones;
import org.wsol.cli.bench.EpochWork;
import org.wsol.cli.bench.EvaluationWork;
import org.wsol.cli.bench.ExplainWork;
import org.wsol.cli.bench.LocalizeWork;
import org.wsol.cli.bench.MapsWork;
import org.wsol.cli.bench.RecipeForBench;
import org.wsol.cli.bench.StepWork;
import org.wsol.cli.bench.Stopwatch;
import org.wsol.cli.bench.Stopwatch.Measurement;
import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.Precision;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.recipe.PrecisionChoice;
import org.wsol.pipeline.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code wsol bench}: time and memory of training steps or maps on random images. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures time and memory: on random images, of training steps (step), maps of given classes"
                + " (infer) and maps of any method (explain); for one image file, of localization (localize), also"
                + " including loading the model (load); on a data set, of a whole training epoch (epoch) and the"
                + " evaluation of the test split (eval).")
final class BenchCommand implements Callable<Integer> {

    private static final int LONGEST_SECONDS = 86_400;
    private static final String PLAIN = "cam";

    /** The kinds of measurements. */
    public enum Kind {
        /** An optimizer step of the whole method. */
        step,
        /** Maps for known classes. */
        infer,
        /** Maps for known classes by the method of --map. */
        explain,
        /** One image file, from the file to its box. */
        localize,
        /** Loading a model and localizing one image file. */
        load,
        /** An epoch of training over the train split of a data set. */
        epoch,
        /** Maps and metrics of the test split of a data set. */
        eval
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WORK", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.step;

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            defaultValue = "mobilenet_v2",
            description = "Default: ${DEFAULT-VALUE}.")
    private String backbone = "mobilenet_v2";

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = RecipeForBench.METHOD,
            description =
                    "The method of step, as in 'wsol list methods' (default: ${DEFAULT-VALUE}). Its cost beside that"
                            + " of plain class activation mapping is printed as well, except with --json.")
    private String method = RecipeForBench.METHOD;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            defaultValue = "layercam",
            description = "The method of explain, as in 'wsol explain --maps' (default: ${DEFAULT-VALUE}).")
    private String map = "layercam";

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "An option of the backbone, for example featureMap=28; may be repeated.")
    private Map<String, String> options = Map.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Number of images per batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Side length of the images in pixels (default: ${DEFAULT-VALUE}).")
    private int imageSize;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "The data set of epoch and eval: a folder, or an experiment file that names one.")
    private @Nullable Path data;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of classes, except for epoch and eval (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            defaultValue = "float32",
            converter = NameConverter.OfPrecision.class,
            description = "Element type of feature maps: float32, bfloat16 or auto (default: ${DEFAULT-VALUE}).")
    private PrecisionChoice precision = PrecisionChoice.FLOAT32;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of warm-up runs before timing (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of runs, instead of --seconds.")
    private int runs;

    @Option(names = "--json", description = "Prints the measurement as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        requireSizes();
        requireUse();
        Measurement found = measure();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new ObjectMapper().writeValueAsString(found) : text(found));
        if (kind == Kind.step && !json && !method.equals(PLAIN)) {
            out.println(besidePlain(found.seconds()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private void requireSizes() {
        if (batch < 1 || classes < 1 || imageSize < 1 || runs < 0 || warmUp < 0) {
            throw new InvalidInputException(
                    "--batch, --classes and --image-size must be at least 1, --runs and --warm-up at least 0");
        }
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new InvalidInputException("--seconds must be from 0 to " + LONGEST_SECONDS + ", was " + seconds);
        }
        if (3.0 * batch * imageSize * imageSize > Integer.MAX_VALUE) {
            throw new InvalidInputException("--batch " + batch + " of --image-size " + imageSize
                    + " has more numbers than an array can contain; reduce one of them");
        }
    }

    private boolean isOfOneImage() {
        return kind == Kind.localize || kind == Kind.load;
    }

    private boolean isOfDataSet() {
        return kind == Kind.epoch || kind == Kind.eval;
    }

    private void requireUse() {
        ParseResult given = spec.commandLine().getParseResult();
        if (given.hasMatchedOption("--batch") && isOfOneImage()) {
            throw new InvalidInputException("--batch has no effect: " + kind + " uses one image at a time");
        }
        if (given.hasMatchedOption("--classes") && isOfDataSet()) {
            throw new InvalidInputException("--classes has no effect: " + kind + " has the classes of --data");
        }
        if (data != null && !isOfDataSet()) {
            throw new InvalidInputException("--data is for epoch and eval; " + kind + " uses generated images");
        }
        if (given.hasMatchedOption("--map") && kind != Kind.explain) {
            throw new InvalidInputException("--map is for explain, not for " + kind);
        }
        if (given.hasMatchedOption("--method") && kind != Kind.step) {
            throw new InvalidInputException("--method is for step, not for " + kind);
        }
    }

    /** The cost of the method: its step compared with that of plain class activation mapping on the same network. */
    private String besidePlain(double seconds) {
        double plain;
        try (Work work = new StepWork(recipe(PLAIN, batch), network(classes), precision.onThisMachine("--precision"))) {
            plain = new Stopwatch()
                    .time(work, warmUp, this.seconds, runs, batch)
                    .seconds();
        }
        return String.format(
                Locale.ROOT,
                "%.2f times the step of plain class activation mapping (%s, median %.3f s)",
                seconds / plain,
                PLAIN,
                plain);
    }

    private Measurement measure() {
        NativeBackend.start();
        Stopwatch stopwatch = new Stopwatch();
        if (kind == Kind.step || kind == Kind.infer || kind == Kind.explain) {
            try (Work work = onNoise(network(classes))) {
                return stopwatch.time(work, warmUp, seconds, runs, batch);
            }
        }
        if (isOfOneImage()) {
            try (Work work = onOneFile()) {
                return stopwatch.time(work, warmUp, seconds, runs, 1);
            }
        }
        Dataset dataset = dataset();
        DataSplit split = split(dataset);
        try (Work work = onImages(dataset, split)) {
            return stopwatch.time(work, warmUp, seconds, runs, split.size());
        }
    }

    private Backbone network(int outputs) {
        return Backbones.create(backbone, options, ImageSize.square(imageSize), outputs);
    }

    private Work onNoise(Backbone network) {
        Precision type = precision.onThisMachine("--precision");
        return switch (kind) {
            case step -> new StepWork(recipe(method, batch), network, type);
            case explain -> new ExplainWork(network, batch, imageSize, MapSpec.parse(map), type);
            default -> new MapsWork(network, batch, imageSize, type);
        };
    }

    private Work onOneFile() {
        return new LocalizeWork(
                recipe(RecipeForBench.METHOD, 1), network(classes), ImageSize.square(imageSize), kind == Kind.load);
    }

    private Work onImages(Dataset dataset, DataSplit split) {
        Recipe recipe = recipe(RecipeForBench.METHOD, batch);
        return kind == Kind.epoch
                ? new EpochWork(recipe, dataset)
                : new EvaluationWork(recipe, split, dataset.classNames().size());
    }

    private Recipe recipe(String measured, int images) {
        return RecipeForBench.of(measured, backbone, options, imageSize, images, precision);
    }

    private Dataset dataset() {
        if (data == null) {
            throw new InvalidInputException(
                    "bench " + kind + " works on images: name a data set with --data, a folder or an experiment file");
        }
        return DatasetArgument.open(data, Progress.NONE).sized();
    }

    private DataSplit split(Dataset dataset) {
        SplitName name = kind == Kind.epoch ? SplitName.TRAIN : SplitName.TEST;
        return dataset.split(name)
                .filter(split -> split.size() > 0)
                .orElseThrow(() -> new DataException(
                        data + ": the data set has no " + name.id() + " split, which bench " + kind + " needs"));
    }

    private String text(Measurement found) {
        return String.format(
                Locale.ROOT,
                "%s %s, batch %d, engine %s: median %.3f s (fastest %.3f, spread %.3f, %d runs), processor %.3f s,"
                        + " %.1f images/s%npeak memory %.0f MB, from %.0f to %.0f MB over the timed runs, %d bytes"
                        + " of heap allocated per run",
                kind,
                backbone,
                isOfOneImage() ? 1 : batch,
                ExecutionEngine.best(),
                found.seconds(),
                found.fastest(),
                found.spread(),
                found.runs(),
                found.cpuSeconds(),
                found.imagesPerSecond(),
                found.peakMegabytes(),
                found.megabytesBefore(),
                found.megabytesAfter(),
                found.allocatedBytes());
    }
}
