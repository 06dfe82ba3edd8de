package org.wsol.engine.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Plugins;

/** Opens weight files of all formats on the class path. */
public final class WeightFiles {
    private WeightFiles() {}

    /**
     * Opens a weight file; the file name extension determines the format.
     *
     * @param setting the file, or {@code imagenet} for the published weights of the backbone ({@link
     *     WeightCatalogue#locate})
     * @param backbone the network that will use the weights
     * @throws InvalidInputException if the file is missing, damaged or of an unknown format
     */
    public static WeightFile open(Path setting, String backbone) {
        Path path = WeightCatalogue.standard().locate(setting, backbone);
        if (!Files.isRegularFile(path)) {
            throw new InvalidInputException("weight file " + path + " does not exist or is not a file");
        }
        WeightFileProblems.requireNone(path);
        String fileName = path.toString().toLowerCase(Locale.ROOT);
        List<String> known = new ArrayList<>();
        for (WeightFormat format : Plugins.load(WeightFormat.class)) {
            if (format.extensions().stream().anyMatch(fileName::endsWith)) {
                return PeeledNames.of(format.open(path, backbone));
            }
            known.addAll(format.extensions());
        }
        throw new InvalidInputException(
                "weight file " + path + " has no known format; known: " + String.join(", ", known));
    }
}
