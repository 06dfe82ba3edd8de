package org.wsol.report.filmstrip;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.eval.map.ScoreArray;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.KeptCheckpoints;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.NetworkInput;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;
import org.wsol.pipeline.recipe.Recipe;

/** The maps of one image at every kept checkpoint of a run, including the last. */
public final class Filmstrip {
    private final Recipe recipe;
    private final ModelCard card;
    private final RgbImage picture;
    private final int label;

    private Filmstrip(Recipe recipe, ModelCard card, RgbImage picture, int label) {
        this.recipe = recipe;
        this.card = card;
        this.picture = picture;
        this.label = label;
    }

    /**
     * Paints the filmstrip: a column for each kept checkpoint; rows for norm map and similarity map, if the method's
     * maps have them, and for the map with the box at the run's threshold.
     *
     * @param run the folder of a finished run that was trained with {@code train.checkpoint.keep}
     * @param file the image
     * @param className the class whose maps are shown
     * @throws InvalidInputException if the run has no kept checkpoint, or image or class do not exist
     */
    public static BufferedImage paint(Path run, Path file, String className) {
        NativeBackend.start();
        ModelCard card = ModelCard.read(run);
        Recipe recipe = Recipe.read(run.resolve(ModelCard.RECIPE));
        RgbImage picture = new NetworkInput(recipe.data()).read(file);
        Filmstrip film = new Filmstrip(recipe, card, picture, label(card, className));
        List<Frame> frames = checkpoints(new RunFolder(run)).stream()
                .map(checkpoint -> film.frame(new Checkpoint(checkpoint)))
                .toList();
        String localizing = recipe.evaluation().map() == LocalizingMap.NORM ? "norm map" : "class activation map";
        return new FilmPainter(picture, frames, localizing).paint();
    }

    private static int label(ModelCard card, String className) {
        int label = card.classNames().indexOf(className);
        if (label < 0) {
            throw new InvalidInputException(
                    "the run has no class '" + className + "'; classes: " + String.join(", ", card.classNames()));
        }
        return label;
    }

    private static List<Path> checkpoints(RunFolder run) {
        List<Path> kept = KeptCheckpoints.in(run.checkpoints());
        if (kept.isEmpty()) {
            throw new InvalidInputException(run.path() + " has kept no checkpoints; train it with, for example,"
                    + " 'train.checkpoint.keep=[1 epochs,5 epochs,100%]' and --force");
        }
        return kept;
    }

    private Frame frame(Checkpoint checkpoint) {
        try (Network network = Network.of(recipe, card.classNames().size(), checkpoint);
                MapExtractor extractor = network.mapExtractor();
                INDArray tensor = new NetworkInput(recipe.data()).tensor(List.of(picture))) {
            ImageMaps maps = extractor.extract(tensor, new int[] {label}).get(0);
            return frame(KeptCheckpoints.epochs(checkpoint), maps, extractor.mapSize());
        }
    }

    private Frame frame(double epochs, ImageMaps maps, ImageSize size) {
        float[] values = BoxScoring.localizingMap(recipe, maps);
        ScoreArray map =
                BoxScoring.preparation(recipe, picture).apply(ScoreArray.of(size.height(), size.width(), values));
        return new Frame(
                epochs,
                maps.norm().map(norm -> ScoreMap.of(size.height(), size.width(), norm)),
                maps.similarity().map(similarity -> ScoreMap.of(size.height(), size.width(), similarity)),
                map.toScoreMap(),
                BoxExtractor.forImage(picture.size())
                        .largest(map, card.threshold())
                        .map(ScoredBox::box));
    }

    /**
     * The maps of one image at one point of a training, all for the same class.
     *
     * @param epochs epochs done
     * @param norm norm map F, at least 0, if the method's map has one
     * @param similarity similarity map S, in [-1, 1], if the method's map has one
     * @param localizing the map that boxes are computed from, enlarged and scaled to [0, 1]
     * @param box its box, in pixels of the image; empty if no position reaches the
     *     threshold
     */
    record Frame(
            double epochs,
            Optional<ScoreMap> norm,
            Optional<ScoreMap> similarity,
            ScoreMap localizing,
            Optional<Box> box) {}
}
