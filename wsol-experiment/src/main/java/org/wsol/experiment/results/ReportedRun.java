package org.wsol.experiment.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.experiment.results.LeftOutImages.LeftOut;
import org.wsol.pipeline.internal.ModelCard;

/**
 * A run folder as read by a report.
 *
 * @param folder the folder
 * @param entry its entry in the session's index
 * @param metrics final numbers, empty if the run has not finished
 * @param epochs values logged after every epoch
 * @param images per-image results, empty if they were not written
 * @param leftOut images that could not be read
 * @param mapScores the scores of maps of other methods
 */
public record ReportedRun(
        Path folder,
        SessionEntry entry,
        Optional<RunMetrics> metrics,
        EpochRows epochs,
        List<ImageResult> images,
        List<LeftOut> leftOut,
        MapScores mapScores) {

    /** Keeps unmodifiable copies. */
    public ReportedRun {
        images = images instanceof StoredResults ? images : List.copyOf(images);
        leftOut = List.copyOf(leftOut);
    }

    /** Reads the existing files. */
    static ReportedRun read(Path folder, SessionEntry entry) {
        Path metrics = folder.resolve(RunMetrics.FILE_NAME);
        Path epochs = folder.resolve(EpochRows.FILE_NAME);
        Path images = folder.resolve(ImageResults.FILE_NAME);
        return new ReportedRun(
                folder,
                entry,
                Files.isRegularFile(metrics) ? Optional.of(RunMetrics.read(metrics)) : Optional.empty(),
                Files.isRegularFile(epochs) ? EpochRows.read(epochs) : EpochRows.empty(),
                Files.isRegularFile(images) ? ImageResults.read(images) : List.of(),
                LeftOutImages.read(folder),
                MapScores.of(folder));
    }

    /** A text file of the folder, for example {@code config.yaml}; empty if there is none. */
    public Optional<String> text(String fileName) {
        return TextFiles.textIfThere(folder.resolve(fileName));
    }

    /** The folder's own name. */
    public String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The kind of map used for its boxes; the class activation map for a run without a recipe. */
    public MapKind localizingMap() {
        Path recipe = folder.resolve(ModelCard.RECIPE);
        if (!Files.isRegularFile(recipe)) {
            return MapKind.CAM;
        }
        Problems problems = new Problems();
        ConfigNode read =
                YamlReader.read(recipe, recipe.toString(), problems); // components may not be on the class path
        problems.throwIfAny();
        Optional<String> map = Optional.of(read)
                .filter(MapNode.class::isInstance)
                .flatMap(tree -> ((MapNode) tree).map("evaluation"))
                .flatMap(evaluation -> evaluation.scalar("map"))
                .map(ScalarNode::text);
        return map.equals(Optional.of(MapKind.NORM.key())) ? MapKind.NORM : MapKind.CAM;
    }

    /** A number that is the same for runs on the same test images; empty without results per image. */
    public OptionalLong testImages() {
        if (images.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                images instanceof StoredResults stored
                        ? stored.idSum()
                        : images.stream()
                                .mapToLong(image -> StoredResults.hash(image.imageId()))
                                .sum());
    }

    /** Whether maps of the given kind were stored. */
    public boolean hasMaps(MapKind kind) {
        return hasMaps(kind.fileName());
    }

    /** Whether a file of maps exists. */
    public boolean hasMaps(String fileName) {
        return Files.isRegularFile(folder.resolve(fileName));
    }

    /**
     * The maps of some images.
     *
     * @param rows positions in the map file, {@link ImageResult#index()}
     * @throws InvalidInputException if the file is not a stack of maps (N, height, width) or contains too few maps
     */
    public List<ScoreMap> maps(MapKind kind, List<Integer> rows) {
        return maps(kind.fileName(), rows);
    }

    /** The maps of some images from a file of the folder. */
    public List<ScoreMap> maps(String fileName, List<Integer> rows) {
        Path file = folder.resolve(fileName);
        int[] shape = NumPyFiles.shape(file);
        if (shape.length != 3) {
            throw new InvalidInputException(
                    file + ": expected maps shaped (N, height, width), found " + Arrays.toString(shape));
        }
        for (int row : rows) {
            if (row < 0 || row >= shape[0]) {
                throw new InvalidInputException(file + ": has " + shape[0] + " maps, but " + ImageResults.FILE_NAME
                        + " refers to map " + row + ", counted from 0");
            }
        }
        return NumPyFiles.rows(file, rows).stream()
                .map(values -> ScoreMap.of(shape[1], shape[2], values))
                .toList();
    }
}
