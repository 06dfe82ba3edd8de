package org.wsol.eval.interchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/** Finds maps without an image in the metadata, which indicates a wrong folder, a wrong split or renamed images. */
final class StrayMaps {

    private StrayMaps() {}

    static List<Path> find(ScoreMapRequest request, ScoreMapFiles files) {
        Set<Path> expected = new HashSet<>();
        request.targets().targets().forEach(target -> expected.addAll(files.candidates(target.imageId())));
        request.knownElsewhere().forEach(id -> expected.addAll(files.candidates(id)));
        try (Stream<Path> walk = Files.walk(request.scoreMaps())) {
            List<Path> maps = walk.filter(StrayMaps::isMap).sorted().toList();
            // Next to .npy maps, images are overlays, not maps.
            boolean numPy = maps.stream().anyMatch(file -> file.toString().endsWith(".npy"));
            return maps.stream()
                    .filter(file -> !numPy || file.toString().endsWith(".npy"))
                    .filter(file -> !expected.contains(file))
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the folder " + request.scoreMaps() + " cannot be read: " + WsolException.reason(e), e);
        }
    }

    private static boolean isMap(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".npy") || name.endsWith(".png")) && Files.isRegularFile(file);
    }
}
