package org.wsol.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wsol.cli.explain.ExplanationFiles;
import org.wsol.cli.predict.PictureFiles;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.data.image.RgbImage;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.experiment.internal.session.OutOfMemory;
import org.wsol.experiment.internal.training.WorkOrigin;
import org.wsol.experiment.results.MapKind;
import org.wsol.maps.MapSpec;
import org.wsol.maps.chain.MapChains;
import org.wsol.pipeline.ExplanationOptions;
import org.wsol.pipeline.ImageNetClasses;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol explain}: maps of images by several methods, of a trained run or of any weight file. */
@Command(
        name = "explain",
        description =
                "Shows which parts of an image a classifier uses, by several methods side by side: of a trained run, or of a"
                        + " weight file with --weights and --backbone.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final String TOP = "top";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN|IMAGE",
            description =
                    "The folder of a finished run or a .wsol file (not with --weights), then images or folders of images.")
    private List<Path> paths = List.of();

    @Option(
            names = "--maps",
            split = ",",
            paramLabel = "MAP",
            defaultValue = "cam,layercam",
            description =
                    "Methods, optionally with options: layercam, scorecam:channels=64,"
                            + " layercam:layers=a+b, gradcam:augment=true. 'wsol list maps' names them. Default: ${DEFAULT-VALUE}.")
    private List<String> maps = List.of();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "STAGE",
            description = "Stages whose maps are used; several are fused. Default: the last one.")
    private List<String> layers = List.of();

    @Option(
            names = "--class",
            paramLabel = "NAME|topN",
            defaultValue = "top1",
            description = "The class to explain, by name, or the N most likely ones. Default: ${DEFAULT-VALUE}.")
    private String wanted = "top1";

    @Option(
            names = "--chain",
            paramLabel = "NAME",
            defaultValue = MapChains.OWN,
            description = "How raw maps become scores: wsol, pytorch-grad-cam or torch-cam. Default: ${DEFAULT-VALUE}.")
    private String chain = MapChains.OWN;

    @Option(
            names = "--faithfulness",
            description = "Also measures how faithful each map is: about 70 more passes through the network per map.")
    private boolean faithfulness;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Share of a map's maximum above which pixels belong to the object. Default: the threshold of"
                    + " the run, which was chosen for its own map.")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "explanations",
            description = "Where sheets, raw maps (.npy) and explanations.json are written. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("explanations");

    @Option(names = "--weights", paramLabel = "FILE", description = "A weight file with a head, instead of a run.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            description = "The network of --weights, optionally with options: squeezenet1_1, resnet50:featureMap=7.")
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Class names of --weights, one per line. Default: ImageNet's 1,000.")
    private Optional<Path> classes = Optional.empty();

    @Mixin
    private EngineMixin engine;

    @Mixin
    private RangeMixin worker;

    @Option(names = "--part", hidden = true, description = "The file for the results of --range.")
    private Optional<Path> part = Optional.empty();

    @Override
    public Integer call() {
        worker.attach();
        List<MapSpec> specs = maps.stream().map(this::map).toList();
        requireUseOfLayers(specs);
        ExplanationOptions options = options();
        PrintWriter printed = spec.commandLine().getOut();
        List<Path> pictures = PictureFiles.in(
                weights.isPresent() ? paths : paths.subList(1, paths.size()),
                spec.commandLine().getErr());
        if (pictures.isEmpty()) {
            throw new InvalidInputException("name at least one image after the run's folder");
        }
        ExplanationFiles files = new ExplanationFiles(out, pictures);
        if (worker.range().isPresent()) {
            PredictionRun.Range range = worker.range().get();
            worker.requireOrigin(() -> origin(pictures));
            explain(files, pictures.subList(range.from(), range.to()), specs, options);
            files.leave(part.orElseThrow());
            return 0;
        }
        Optional<EngineSettings> settings = engine.settings(Optional.empty());
        if (settings.isEmpty()) {
            explain(files, pictures, specs, options);
        } else if (!onEngine(files, pictures, specs, settings.get())) {
            spec.commandLine().getErr().println("stopped; the same command resumes");
            return Errors.INTERRUPTED;
        }
        printed.println(files.finish());
        printed.flush();
        return Errors.skipped(
                files.skipped(), pictures.size(), spec.commandLine().getErr());
    }

    private void explain(ExplanationFiles files, List<Path> pictures, List<MapSpec> specs, ExplanationOptions options) {
        PrintWriter printed = spec.commandLine().getOut();
        try (TrainedModel model = model()) {
            if (worker.range().isEmpty()) {
                noteThreshold(specs, model);
            }
            for (Path picture : pictures) {
                Optional<RgbImage> photo = decoded(picture, model, files);
                photo.map(pixels -> files.write(picture, pixels, model.explain(pixels, specs, options)))
                        .ifPresent(lines -> lines.forEach(printed::println));
                printed.flush();
            }
        }
    }

    /** The pixels of an image; an unreadable one is skipped, as in {@code predict}. */
    private Optional<RgbImage> decoded(Path picture, TrainedModel model, ExplanationFiles files) {
        try {
            return Optional.of(model.decode(picture));
        } catch (InvalidInputException e) {
            return skipped(picture, String.valueOf(e.getMessage()), files);
        } catch (OutOfMemoryError e) {
            return skipped(picture, picture + ": " + OutOfMemory.reason(e), files);
        }
    }

    private Optional<RgbImage> skipped(Path picture, String reason, ExplanationFiles files) {
        spec.commandLine().getErr().println("skipped: " + reason);
        files.skip(picture);
        return Optional.empty();
    }

    private boolean usesThresholdOfRun() {
        return threshold.isEmpty() && weights.isEmpty();
    }

    /** Boxes of maps for which the threshold was not chosen are less exact. */
    private void noteThreshold(List<MapSpec> specs, TrainedModel model) {
        String own = MapKind.of(model.use().evaluation().map()).key();
        String others = specs.stream()
                .filter(map -> !map.equals(MapSpec.of(own)))
                .map(MapSpec::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        if (usesThresholdOfRun() && !others.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "note: boxes of %s use the threshold of the run, %.2f, which is meant for its %s map;"
                                    + " --threshold sets another%n",
                            others,
                            model.threshold(),
                            own);
        }
    }

    private boolean onEngine(
            ExplanationFiles files, List<Path> pictures, List<MapSpec> specs, EngineSettings settings) {
        if (usesThresholdOfRun()) {
            try (TrainedModel model = model()) {
                noteThreshold(specs, model);
            }
        }
        WorkOrigin origin = origin(pictures);
        String key = EngineRanges.key(spec.commandLine(), origin);
        List<PredictionRun.Range> done = new EngineRanges(
                        spec.commandLine(),
                        out,
                        origin,
                        r -> Files.exists(part(key, r)),
                        r -> List.of("--part=" + part(key, r)))
                .compute(settings, pictures.size(), 1);
        done.forEach(r -> files.take(part(key, r)));
        return !done.isEmpty();
    }

    private WorkOrigin origin(List<Path> pictures) {
        Path model = weights.orElseGet(() -> paths.get(0));
        ModelFiles.require(model);
        return WorkOrigin.of(ModelFiles.sum(model), pictures);
    }

    private Path part(String key, PredictionRun.Range of) {
        return out.resolve(".explanations-" + key + "-" + of.from() + "-" + of.to() + ".json")
                .toAbsolutePath();
    }

    private void requireUseOfLayers(List<MapSpec> specs) {
        if (!layers.isEmpty() && specs.stream().noneMatch(map -> map.stages().equals(layers))) {
            throw new InvalidInputException("--layers has no effect: " + String.join(", ", maps)
                    + (maps.size() == 1 ? " uses" : " use") + " the network as a whole or layers of "
                    + (maps.size() == 1 ? "its" : "their") + " own");
        }
    }

    private MapSpec map(String text) {
        MapSpec map = MapSpec.parse(text);
        return map.stages().isEmpty() ? map.withStages(layers) : map;
    }

    private ExplanationOptions options() {
        LocalizationOptions localization = wanted.matches(TOP + "[1-9][0-9]{0,5}")
                ? LocalizationOptions.standard().withTopClasses(Integer.parseInt(wanted.substring(TOP.length())))
                : LocalizationOptions.standard().withClass(wanted);
        ExplanationOptions options = ExplanationOptions.standard()
                .with(threshold.map(localization::withThreshold).orElse(localization))
                .withChain(chain);
        return faithfulness ? options.withFaithfulness() : options;
    }

    private TrainedModel model() {
        if (weights.isEmpty()) {
            if (backbone.isPresent() || classes.isPresent()) {
                throw new InvalidInputException("--backbone and --classes belong to --weights; a run contains its own");
            }
            ModelFiles.require(paths.get(0));
            return TrainedModel.load(paths.get(0));
        }
        String network = backbone.orElseThrow(() -> new InvalidInputException(
                "--weights needs --backbone, the network the file is for; 'wsol list backbones' names them"));
        Recipe recipe = Recipe.builder()
                .backbone(network.split(":", -1)[0], options(network))
                .method("cam")
                .build();
        return TrainedModel.ofWeights(recipe, weights.get(), classNames());
    }

    private static Map<String, String> options(String network) {
        String[] parts = network.split(":", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(
                        "'" + parts[i] + "' in --backbone is not an option; write name:option=value");
            }
            options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        return options;
    }

    private List<String> classNames() {
        if (classes.isEmpty()) {
            return ImageNetClasses.names();
        }
        try {
            return Files.readAllLines(classes.get()).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "class names " + classes.get() + " cannot be read: " + WsolException.reason(e), e);
        }
    }
}
