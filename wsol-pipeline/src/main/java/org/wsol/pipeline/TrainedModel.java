package org.wsol.pipeline;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.progress.Progress;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.box.BoxRule;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.TrainingSummary.ThresholdSelection;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.MapComparison;
import org.wsol.pipeline.evaluation.MapScoring;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.export.ModelContents;
import org.wsol.pipeline.export.ModelExporter;
import org.wsol.pipeline.export.ModelExporters;
import org.wsol.pipeline.internal.InferenceNetwork;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.NetworkInput;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * A trained network that localizes objects, with its recipe, class names and threshold. Safe for use by several threads:
 * images are decoded and boxes cut in parallel, the network takes one batch after the other. Holds memory outside of Java's
 * heap until {@link #close}; afterwards every use throws an {@link IllegalStateException}.
 */
public final class TrainedModel implements AutoCloseable {
    /** Images that go through the network together in {@link #localizeAll}. */
    static final int BATCH = 8;

    private final Supplier<Recipe> recipe;
    private final UseSettings use;
    private final int evaluationBatch;
    private final ModelCard card;
    private final InferenceNetwork network;
    private final NetworkInput input;
    private final Optional<TrainingSummary> training;
    private final Optional<ThresholdSelection> selection;

    TrainedModel(
            Recipe recipe,
            ModelCard card,
            InferenceNetwork network,
            Optional<TrainingSummary> training,
            Optional<ThresholdSelection> selection) {
        this(() -> recipe, UseSettings.of(recipe), recipe.train().batch(), card, network, training, selection);
    }

    TrainedModel(
            Supplier<Recipe> recipe,
            UseSettings use,
            int evaluationBatch,
            ModelCard card,
            InferenceNetwork network,
            Optional<TrainingSummary> training,
            Optional<ThresholdSelection> selection) {
        this.recipe = recipe;
        this.use = use;
        this.evaluationBatch = evaluationBatch;
        this.card = card;
        this.network = network;
        this.input = new NetworkInput(use.data());
        this.training = training;
        this.selection = selection;
    }

    /**
     * Loads a model from a folder that {@link #save} wrote, from the folder of a finished run, or from an archive that
     * {@link ModelArchives#write} wrote.
     *
     * @throws InvalidInputException when the folder holds no model, or a file is damaged
     */
    public static TrainedModel load(Path folder) {
        return ModelFolder.load(folder);
    }

    /**
     * Loads a model that is evaluated and used with other settings than its own: another image size or normaliser, for
     * example. Network and method of the recipe must be those it was trained with.
     *
     * @param folder as for {@link #load(Path)}; a file of an archive needs the method that trained it on the class path
     * @throws InvalidInputException when the folder holds no model, or a file of it is damaged or of another network
     */
    public static TrainedModel load(Path folder, Recipe recipe) {
        return ModelFolder.load(folder, recipe);
    }

    /**
     * A classifier that was trained elsewhere, to be asked for maps; boxes are cut at a fifth of a map's maximum.
     *
     * @param recipe backbone and preprocessing
     * @param weights every parameter of the backbone and a head for the classes
     * @param classNames the position is the class; {@link ImageNetClasses#names} for most published files
     * @throws InvalidInputException when the file lacks parameters or has a head for another number of classes
     */
    public static TrainedModel ofWeights(Recipe recipe, Path weights, List<String> classNames) {
        Network network = Network.published(recipe, classNames.size(), weights);
        return new TrainedModel(
                recipe,
                ModelCard.withoutBoxes(classNames),
                new InferenceNetwork(network),
                Optional.empty(),
                Optional.empty());
    }

    /** The model with thresholds that were chosen on a validation split; it takes the place of this one. */
    TrainedModel with(ThresholdSelection chosen) {
        double threshold =
                chosen.thresholds().threshold(BoxRule.LARGEST_CONTOUR, 50).orElse(ModelCard.THRESHOLD_WITHOUT_BOXES);
        ModelCard better = card.withThreshold(threshold, "best on the val split");
        return new TrainedModel(recipe, use, evaluationBatch, better, network, training, Optional.of(chosen));
    }

    /**
     * What it was trained by.
     *
     * @throws InvalidInputException when the model is of an archive, and a component of its training is not on the class
     *     path
     */
    public Recipe recipe() {
        return recipe.get();
    }

    /** What of its recipe it is used with. */
    public UseSettings use() {
        return use;
    }

    ModelCard card() {
        return card;
    }

    InferenceNetwork network() {
        return network;
    }

    /** Class names; the position is the class. */
    public List<String> classNames() {
        return card.classNames();
    }

    /** Share of a map's maximum above which a position belongs to the object, in [0, 1). */
    public double threshold() {
        return card.threshold();
    }

    /** How it was trained; empty for a model that was loaded. */
    public Optional<TrainingSummary> training() {
        return training;
    }

    /** The thresholds that were chosen on the validation split; empty for a model that was loaded, or without such boxes. */
    public Optional<ThresholdSelection> thresholdSelection() {
        return selection;
    }

    /**
     * Localizes the object of an image file.
     *
     * @throws InvalidInputException naming the file, when it is missing or not an image
     */
    public Prediction localize(Path image) {
        return localize(image, LocalizationOptions.standard());
    }

    /** Localizes the objects of an image file. */
    public Prediction localize(Path image, LocalizationOptions options) {
        return localize(input.read(image), options);
    }

    /**
     * Localizes the object of an encoded image: JPEG, PNG, BMP or WebP.
     *
     * @throws InvalidInputException when it is not an image
     */
    public Prediction localize(byte[] image) {
        return localize(input.read(image), LocalizationOptions.standard());
    }

    /**
     * Localizes the object of an encoded image that is read to its end; the stream stays the caller's.
     *
     * @throws InvalidInputException when it is not an image
     */
    public Prediction localize(InputStream image) {
        try {
            return localize(image.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the image from its stream", e);
        }
    }

    /** Localizes the object of an image in memory. */
    public Prediction localize(BufferedImage image) {
        return localize(NetworkInput.pixels(image), LocalizationOptions.standard());
    }

    /** Localizes the objects of a decoded image. */
    public Prediction localize(RgbImage image, LocalizationOptions options) {
        return localizeDecoded(List.of(image), options).get(0);
    }

    /** Localizes the object of each image file, several at a time; the same as one by one, up to rounding. */
    public List<Prediction> localizeAll(List<Path> images) {
        return localizeAll(images, LocalizationOptions.standard());
    }

    /**
     * Localizes the objects of each image file, several at a time.
     *
     * @return one prediction per image, in their order
     * @throws InvalidInputException naming the file, when one is missing or not an image
     */
    public List<Prediction> localizeAll(List<Path> images, LocalizationOptions options) {
        List<Prediction> predictions = new ArrayList<>();
        for (int start = 0; start < images.size(); start += BATCH) {
            List<Path> files = images.subList(start, Math.min(images.size(), start + BATCH));
            predictions.addAll(
                    localizeDecoded(files.parallelStream().map(input::read).toList(), options));
        }
        return predictions;
    }

    private List<Prediction> localizeDecoded(List<RgbImage> images, LocalizationOptions options) {
        return new BatchLocalizer(card, network, use, options).localize(images, input);
    }

    /**
     * The map of the most likely class by one method, brought to [0, 1] as every map of this project.
     *
     * @param map {@code layercam}, {@code scorecam:channels=64}, ...: see {@link MapSpec}
     * @throws InvalidInputException when there is no such method, or the image is missing or not an image
     */
    public Explanation explain(Path image, String map) {
        return explain(input.read(image), List.of(MapSpec.parse(map)), ExplanationOptions.standard())
                .get(0);
    }

    /** Maps by several methods, one per class and method, class by class. */
    public List<Explanation> explain(Path image, List<MapSpec> maps, ExplanationOptions options) {
        return explain(input.read(image), maps, options);
    }

    /** The same of a decoded image. */
    public List<Explanation> explain(RgbImage image, List<MapSpec> maps, ExplanationOptions options) {
        double cut = options.localization().threshold().orElse(card.threshold());
        return network.explained(explained -> {
            ImageExplainer explainer =
                    new ImageExplainer(explained, card.classNames(), BoxScoring.preparation(use), cut, options);
            try (INDArray tensor = input.tensor(List.of(image))) {
                return explainer.explain(tensor, image.size(), maps);
            }
        });
    }

    NetworkInput input() {
        return input;
    }

    /**
     * Reads an image file as {@link #localize} does: turned upright where the training images were.
     *
     * @throws InvalidInputException naming the file, when it is missing or not an image
     */
    public RgbImage decode(Path image) {
        return input.read(image);
    }

    /**
     * Evaluates the model on a split.
     *
     * @throws org.wsol.core.DataException when images or annotations cannot be used
     */
    public Evaluation evaluate(DataSplit split) {
        return evaluate(split, Progress.NONE);
    }

    /** Evaluates the model on a split and shows progress. */
    public Evaluation evaluate(DataSplit split, Progress progress) {
        return evaluation(answers(split, progress));
    }

    /** What the network gives for the images of a split, whole batches of {@link #evaluationBatch} at a time. */
    public SplitPredictions answers(DataSplit split, Progress progress) {
        return SplitPredictions.of(use.data(), evaluationBatch, network, split, progress);
    }

    /** How many images go through the network together in evaluations: another number may change last digits. */
    public int evaluationBatch() {
        return evaluationBatch;
    }

    /** Scores answers as this model's are scored. */
    public Evaluation evaluation(SplitPredictions answers) {
        return Evaluation.of(answers, new BoxScoring(use));
    }

    /**
     * Evaluates the model and, in the same pass over the images, maps of other methods.
     *
     * @param maps the other methods; their numbers are {@link Evaluation#maps}. They see each image as it is, also where the
     *     recipe averages the network's own maps over mirror images or takes class scores from another size
     * @throws InvalidInputException when a method cannot be used with the network
     */
    public Evaluation evaluate(DataSplit split, MapComparison maps, Progress progress) {
        if (maps.maps().isEmpty()) {
            return evaluate(split, progress);
        }
        MapScoring scoring = new MapScoring(use, split, maps);
        SplitPredictions predictions = SplitPredictions.of(
                use.data(),
                evaluationBatch,
                split,
                progress,
                batch -> {
                    List<ImageMaps> own = network.explained(explained -> scoring.score(explained, batch));
                    return network.answersAsTheGraph() ? own : network.extract(batch.images(), batch.labels());
                },
                () -> network.explained(ExplainedNetwork::ownMapSize));
        return Evaluation.of(predictions, new BoxScoring(use), scoring.finish());
    }

    /**
     * Writes recipe, parameters and model card into a folder, from which {@link #load} gives the same model.
     *
     * @param folder made when needed; a model that is there already is replaced
     * @throws InvalidInputException when the folder holds other files
     */
    public void save(Path folder) {
        ModelFolder.save(this, folder);
    }

    /**
     * Gives what the model is made of to work that reads it, for example an exporter. The network takes no images meanwhile.
     *
     * @return what the work gives
     */
    public <T> T read(Function<ModelContents, T> work) {
        return network.inTurn(trained -> work.apply(new ModelContents(
                trained.backbone(),
                trained.method(),
                trained.parameters(),
                trained.evaluationSize(),
                use,
                card.classNames(),
                card.threshold())));
    }

    /**
     * Writes the model in a format of another program.
     *
     * @param format the format of an exporter on the class path, for example {@code dl4j}
     * @param file replaced where it is there already
     * @throws InvalidInputException when nothing exports the format, or it has no way to say what the model does
     */
    public void export(String format, Path file) {
        ModelExporter exporter = ModelExporters.of(format);
        read(contents -> {
            exporter.write(contents, file);
            return file;
        });
    }

    /** Waits for the images in progress and frees the memory. Closing again does nothing. */
    @Override
    public void close() {
        network.close();
    }
}
