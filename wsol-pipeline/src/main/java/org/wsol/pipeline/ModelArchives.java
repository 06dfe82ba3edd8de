package org.wsol.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.StorageException;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.pipeline.archive.Example;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.archive.LocalizerDescription;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.ExamplePictures;
import org.wsol.pipeline.recipe.Recipe;

/** Stores trained models as single files, which {@link TrainedModel#load} reads. */
public final class ModelArchives {
    /** The usual file name extension. */
    public static final String EXTENSION = ".wsol";
    /** The tolerance between actual and expected maps of the examples, relative to the largest expected value. */
    public static final double TOLERANCE = 1e-4;

    private ModelArchives() {}

    /** Writes a model without notes, with three generated images as examples. */
    public static void write(TrainedModel model, Path file) {
        write(model, file, ArchiveNotes.none());
    }

    /** Writes a model with three generated images as examples. */
    public static void write(TrainedModel model, Path file, ArchiveNotes notes) {
        write(model, file, notes, ExamplePictures.three());
    }

    /**
     * Writes a model.
     *
     * @param file replaced if it exists; its folder is created if missing
     * @param notes notes for people
     * @param examples encoded images that are stored in the file with their maps: JPEG, PNG, BMP or WebP, at most 16
     *     MiB each
     * @throws org.wsol.core.InvalidInputException if an example is not an image or too large
     */
    public static void write(TrainedModel model, Path file, ArchiveNotes notes, List<byte[]> examples) {
        Recipe recipe = model.recipe().withoutPlaces();
        List<Example> expected = new ArrayList<>();
        for (byte[] image : examples) {
            ImageMaps maps = maps(model, image);
            String name = LocalizerArchive.exampleName(expected.size() + 1, ExamplePictures.ending(image));
            expected.add(new Example(name, image, maps.logits(), maps.cam()));
        }
        ImageSize mapSize = model.network().mapSize();
        withWeights(file, model, weights -> model.network().inTurn(trained -> {
            LocalizerDescription description = new LocalizerDescription(
                    model.classNames(),
                    model.threshold(),
                    model.card().thresholdSource(),
                    new org.wsol.pipeline.recipe.UseSettings(recipe.data(), recipe.model(), recipe.evaluation()),
                    trained.method().name(),
                    Localization.isPlain(trained.method().inference()),
                    LocalizerDescription.headOf(trained.method()),
                    mapSize,
                    notes);
            LocalizerArchive.write(file, description, weights, recipe, expected);
            return expected;
        }));
    }

    /** An action that reads the file of parameters. */
    private interface WeightsUse {
        void of(Path weights);
    }

    /** Provides the parameters as a temporary file next to the archive. */
    private static void withWeights(Path file, TrainedModel model, WeightsUse use) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path weights = Files.createTempFile(folder, "." + file.getFileName(), ".weights");
            try {
                model.network().inTurn(trained -> {
                    Map<String, INDArray> arrays = new LinkedHashMap<>();
                    trained.parameters()
                            .names()
                            .forEach(name ->
                                    arrays.put(name, trained.parameters().get(name)));
                    SafeTensorsWriter.write(weights, arrays, Map.of(Checkpoint.STEP, "0"));
                    return arrays.size();
                });
                use.of(weights);
            } finally {
                Files.deleteIfExists(weights);
            }
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    /**
     * The result of running an archive's examples.
     *
     * @param examples the number of examples
     * @param largestDifference the largest difference of any score or map from the expected one, relative to the
     *     largest expected value
     */
    public record Check(int examples, double largestDifference) {
        /** Whether the network reproduces the results recorded when the archive was written. */
        public boolean passed() {
            return largestDifference <= TOLERANCE;
        }
    }

    /**
     * Verifies every byte of an archive and runs its examples.
     *
     * @throws org.wsol.core.InvalidInputException if it is damaged or cannot be loaded
     */
    public static Check check(Path file) {
        List<Example> examples = LocalizerArchive.open(file).examples();
        try (TrainedModel model = TrainedModel.load(file)) {
            double largest = examples.stream()
                    .mapToDouble(example -> {
                        ImageMaps maps = maps(model, example.image());
                        return example.difference(maps.logits(), maps.cam());
                    })
                    .max()
                    .orElse(0);
            return new Check(examples.size(), largest);
        }
    }

    private static ImageMaps maps(TrainedModel model, byte[] image) {
        try (INDArray tensor = model.input().tensor(List.of(model.input().read(image)))) {
            return model.network().predicted(tensor).get(0);
        }
    }
}
