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
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
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
 * A trained network that localizes objects, with its recipe, class names and threshold. Safe for use by several
 * threads: images are decoded and boxes computed in parallel, while the network processes one batch at a time. Holds
 * off-heap memory until {@link #close}; afterwards every use throws an {@link IllegalStateException}.
 */
public final class TrainedModel implements AutoCloseable {
    /** The batch size of {@link #localizeAll}. */
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
     * @throws InvalidInputException if the folder contains no model, or a file is damaged
     */
    public static TrainedModel load(Path folder) {
        return ModelFolder.load(folder);
    }

    /**
     * Loads a model with other settings for evaluation and use, for example another image size or normaliser. Network
     * and method of the recipe must match the training.
     *
     * @param folder as for {@link #load(Path)}; a file of an archive needs the method that trained it on the class path
     * @throws InvalidInputException if the folder contains no model, or one of its files is damaged or belongs to
     *     another network
     */
    public static TrainedModel load(Path folder, Recipe recipe) {
        return ModelFolder.load(folder, recipe);
    }

    /**
     * Loads a classifier trained elsewhere for computing maps; the threshold of boxes is 0.2 of a map's maximum,
     * or 0.5 for norm maps.
     *
     * @param recipe backbone and preprocessing
     * @param weights every parameter of the backbone and a head for the classes
     * @param classNames class names, indexed by class; {@link ImageNetClasses#names} for most published files
     * @throws InvalidInputException if the file lacks parameters or has a head for another number of classes
     */
    public static TrainedModel ofWeights(Recipe recipe, Path weights, List<String> classNames) {
        Network network = Network.published(recipe, classNames.size(), weights);
        return new TrainedModel(
                recipe,
                ModelCard.withoutBoxes(classNames, recipe.evaluation().map()),
                new InferenceNetwork(network),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the model with thresholds chosen on a validation split; it replaces this instance. */
    TrainedModel with(ThresholdSelection chosen) {
        double threshold =
                chosen.thresholds().threshold(BoxRule.LARGEST_CONTOUR, 50).orElse(card.threshold());
        ModelCard better = card.withThreshold(threshold, "best on the val split");
        return new TrainedModel(recipe, use, evaluationBatch, better, network, training, Optional.of(chosen));
    }

    /**
     * The recipe it was trained with.
     *
     * @throws InvalidInputException if the model comes from an archive and a component of its training is not on the
     *     class path
     */
    public Recipe recipe() {
        return recipe.get();
    }

    /** The settings of its recipe that affect its use. */
    public UseSettings use() {
        return use;
    }

    ModelCard card() {
        return card;
    }

    InferenceNetwork network() {
        return network;
    }

    /** Class names, indexed by class. */
    public List<String> classNames() {
        return card.classNames();
    }

    /** Share of a map's maximum above which a position belongs to the object, in [0, 1). */
    public double threshold() {
        return card.threshold();
    }

    /** A summary of its training; empty for a loaded model. */
    public Optional<TrainingSummary> training() {
        return training;
    }

    /** The thresholds chosen on the validation split; empty for a loaded model or if there were no boxes. */
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
     * @throws InvalidInputException if it is not an image
     */
    public Prediction localize(byte[] image) {
        return localize(image, LocalizationOptions.standard());
    }

    /** Localizes the objects of an encoded image. */
    public Prediction localize(byte[] image, LocalizationOptions options) {
        return localize(input.read(image), options);
    }

    /**
     * Localizes the object of an encoded image, which is read completely; the caller closes the stream.
     *
     * @throws InvalidInputException if it is not an image
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
        return localize(image, LocalizationOptions.standard());
    }

    /** Localizes the objects of an image in memory. */
    public Prediction localize(BufferedImage image, LocalizationOptions options) {
        return localize(NetworkInput.pixels(image), options);
    }

    /** Localizes the objects of a decoded image. */
    public Prediction localize(RgbImage image, LocalizationOptions options) {
        return localizeDecoded(List.of(image), options).get(0);
    }

    /** Localizes the object of each image file, in batches; results equal those of single images up to rounding. */
    public List<Prediction> localizeAll(List<Path> images) {
        return localizeAll(images, LocalizationOptions.standard());
    }

    /**
     * Localizes the objects of each image file in batches.
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
     * The map of the most likely class by one method, scaled to [0, 1] like every map of this project.
     *
     * @param map {@code layercam}, {@code scorecam:channels=64}, ...: see {@link MapSpec}
     * @throws InvalidInputException if there is no such method, or the image is missing or not an image
     */
    public Explanation explain(Path image, String map) {
        return explain(input.read(image), List.of(MapSpec.parse(map)), ExplanationOptions.standard())
                .get(0);
    }

    /** Maps by several methods, one per class and method, class by class. */
    public List<Explanation> explain(Path image, List<MapSpec> maps, ExplanationOptions options) {
        return explain(input.read(image), maps, options);
    }

    /** The same for a decoded image. */
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
     * Reads an image file as {@link #localize} does, with EXIF rotation if it was applied in training.
     *
     * @throws InvalidInputException naming the file, when it is missing or not an image
     */
    public RgbImage decode(Path image) {
        return input.read(image);
    }

    /**
     * Evaluates the model on a split of a data set.
     *
     * @throws InvalidInputException if the data set does not have the split, or not the classes of the model in the same
     *     order
     * @throws org.wsol.core.DataException if images or annotations cannot be used
     */
    public Evaluation evaluate(Dataset dataset, SplitName split) {
        if (!dataset.classNames().equals(classNames())) {
            throw new InvalidInputException("the data set has the classes " + dataset.classNames() + ", the model "
                    + classNames() + ": labels must be indices into the model's class names");
        }
        return evaluate(dataset.split(split)
                .orElseThrow(() -> new InvalidInputException("the data set has no " + split.id()
                        + " split; data.split creates one, for example split: {"
                        + (split == SplitName.VAL ? "val" : "test") + "Fraction: 0.2}")));
    }

    /**
     * Evaluates the model on a split, whose labels must be indices into {@link #classNames}; {@link #evaluate(Dataset,
     * SplitName)} checks this.
     *
     * @throws org.wsol.core.DataException if images or annotations cannot be used
     */
    public Evaluation evaluate(DataSplit split) {
        return evaluate(split, Progress.NONE);
    }

    /** Evaluates the model on a split and shows progress. */
    public Evaluation evaluate(DataSplit split, Progress progress) {
        return evaluation(answers(split, progress).requireAny());
    }

    /** The network's outputs for the images of a split, computed in batches of {@link #evaluationBatch}. */
    public SplitPredictions answers(DataSplit split, Progress progress) {
        return SplitPredictions.of(use.data(), evaluationBatch, network, split, progress);
    }

    /** The batch size of evaluations; another size may change the last digits of results. */
    public int evaluationBatch() {
        return evaluationBatch;
    }

    /** Scores predictions with this model's settings. */
    public Evaluation evaluation(SplitPredictions answers) {
        return Evaluation.of(answers, new BoxScoring(use));
    }

    /**
     * Evaluates the model and, in the same pass over the images, maps of other methods.
     *
     * @param maps the other methods; their numbers are {@link Evaluation#maps}. They use each image unchanged, even if
     *     the recipe averages the network's own maps over mirror images or takes class scores from another size
     * @throws InvalidInputException if a method cannot be used with the network
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
        return Evaluation.of(predictions.requireAny(), new BoxScoring(use), scoring.finish());
    }

    /**
     * Writes recipe, parameters and model card into a folder, from which {@link #load} restores the model.
     *
     * @param folder created if missing; an existing model is replaced
     * @throws InvalidInputException if the folder contains other files
     * @throws org.wsol.core.StorageException if the folder cannot be written
     * @throws IllegalStateException if the model was closed
     */
    public void save(Path folder) {
        ModelFolder.save(this, folder);
    }

    /**
     * Passes the model's contents to a function that reads them, for example an exporter. No images are processed
     * meanwhile.
     *
     * @return the result of the function
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
     * @param file replaced if it exists
     * @throws InvalidInputException if there is no exporter for the format, or the format cannot represent the model
     */
    public void export(String format, Path file) {
        ModelExporter exporter = ModelExporters.of(format);
        read(contents -> {
            exporter.write(contents, file);
            return file;
        });
    }

    /** Waits for the images in progress and frees the memory. Repeated calls have no effect. */
    @Override
    public void close() {
        network.close();
    }
}
