package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.interchange.NumPyFiles;

/** Writes the maps of all test images as one {@code .npy} file of float32 values shaped (N, height, width). */
public final class MapStack {
    private MapStack() {}

    /**
     * Writes maps atomically; creates parent folders.
     *
     * @param maps at least one, all of one size, in the order of {@code images.csv}
     */
    public static void write(Path file, List<ScoreMap> maps) {
        ImageSize size = maps.get(0).size();
        if (!maps.stream().allMatch(map -> map.size().equals(size))) {
            throw new IllegalArgumentException("the maps of one file must be of one size, the first is " + size);
        }
        write(file, maps.size(), size, () -> maps.stream()
                .map(ScoreMap::toArray)
                .iterator());
    }

    /**
     * Writes maps atomically, one after the other; creates parent folders.
     *
     * @param count number of maps
     * @param size their size
     * @param maps the values of each map, row-major
     */
    public static void write(Path file, int count, ImageSize size, Iterable<float[]> maps) {
        NumPyFiles.writeFloats(file, new int[] {count, size.height(), size.width()}, maps);
    }
}
