package org.wsol.eval.interchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.map.ScoreArray;

/**
 * A folder of score maps named after their images: {@code <image id>.npy} with the image's extension kept ({@code
 * a/b.jpg.npy}) or dropped ({@code a/b.npy}), or the same with {@code .png}. If several exist, the first of these is
 * used.
 */
public final class ScoreMapFiles {
    private final Path root;

    /** The maps below a folder. */
    public ScoreMapFiles(Path root) {
        this.root = root;
    }

    /** The possible names of an image's map, in search order. */
    public List<Path> candidates(String imageId) {
        int dot = imageId.lastIndexOf('.');
        String bare = dot > imageId.lastIndexOf('/') + 1 ? imageId.substring(0, dot) : imageId;
        return List.of(
                root.resolve(imageId + ".npy"),
                root.resolve(bare + ".npy"),
                root.resolve(imageId + ".png"),
                root.resolve(bare + ".png"));
    }

    /** The map file of an image, if any. */
    public Optional<Path> find(String imageId) {
        return candidates(imageId).stream().filter(Files::isRegularFile).findFirst();
    }

    /**
     * Reads the map of an image and checks its scores.
     *
     * @param imageId the image's name within the data set
     * @throws InvalidInputException if no file of the folder is the map of the image, or as for {@link #read(Path)}
     */
    public ScoreArray read(String imageId) {
        return read(find(imageId)
                .orElseThrow(() -> new InvalidInputException(
                        "there is no map of image " + imageId + "; looked for " + candidates(imageId))));
    }

    /**
     * Reads a map and checks its scores.
     *
     * @throws InvalidInputException naming the file, when it cannot be read, is not a two-dimensional map, or holds NaN or
     *     scores outside [0, 1]
     */
    public static ScoreArray read(Path file) {
        ScoreArray map = readRaw(file);
        requireScores(file, map);
        return map;
    }

    /**
     * Reads a map of finite scores in any range.
     *
     * @throws InvalidInputException naming the file, when it cannot be read, is not a two-dimensional map, or holds NaN or
     *     infinite scores
     */
    static ScoreArray readAnyRange(Path file) {
        ScoreArray map = readRaw(file);
        for (int i = 0; i < map.height() * map.width(); i++) {
            if (!Double.isFinite(map.at(i))) {
                throw new InvalidInputException(file + " contains " + map.at(i) + " at row " + i / map.width()
                        + ", column " + i % map.width() + "; scores must be finite numbers");
            }
        }
        return map;
    }

    private static ScoreArray readRaw(Path file) {
        boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        return png ? GrayImages.scoreMap(file) : readNumPy(file);
    }

    private static ScoreArray readNumPy(Path file) {
        NumPyArray array = NumPyFiles.read(file);
        try {
            return array.toScoreArray();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage(), e);
        }
    }

    private static void requireScores(Path file, ScoreArray map) {
        int count = map.height() * map.width();
        for (int i = 0; i < count; i++) {
            double score = map.at(i);
            if (!(score >= 0 && score <= 1)) {
                throw new InvalidInputException(file + " contains "
                        + (Double.isNaN(score) ? "NaN" : "the score " + score)
                        + " at row " + i / map.width() + ", column " + i % map.width()
                        + "; scores must be in [0, 1]"
                        + (Double.isFinite(score)
                                ? "; use '--normaliser min-max' for raw maps"
                                : ": compute this map again"));
            }
        }
    }
}
