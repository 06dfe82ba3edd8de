package org.wsol.data.datavec;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;

/** Finds the images of a data split by their locations. */
final class LocatedImages {
    private static final int SHOWN = 20;

    private LocatedImages() {}

    /** Positions of the located images, in the order of the locations; for a folder, in the order of the split. */
    static int[] choose(DataSplit split, InputSplit locations) {
        int[] chosen = locations instanceof FileSplit folder ? below(split, folder) : listed(split, locations);
        if (chosen.length == 0) {
            throw new InvalidInputException("the input split names none of the " + split.size() + " images of the "
                    + split.name().id() + " split");
        }
        return chosen;
    }

    private static int[] below(DataSplit split, FileSplit folder) {
        Path root = normal(folder.getRootDir().toPath());
        return IntStream.range(0, split.size())
                .filter(i -> normal(split.imagePath(i)).startsWith(root))
                .toArray();
    }

    private static int[] listed(DataSplit split, InputSplit locations) {
        Map<Path, Integer> positions = new HashMap<>();
        for (int i = 0; i < split.size(); i++) {
            positions.put(normal(split.imagePath(i)), i);
        }
        List<Integer> chosen = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (URI location : locations.locations()) {
            Integer position = positions.get(normal(Path.of(location)));
            if (position == null) {
                unknown.add(location.toString());
            } else {
                chosen.add(position);
            }
        }
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(unknown.size() + " of the located images are not in the "
                    + split.name().id() + " split: "
                    + String.join(", ", unknown.subList(0, Math.min(SHOWN, unknown.size())))
                    + (unknown.size() > SHOWN ? ", ..." : "") + "; take locations from the reader's images()");
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
