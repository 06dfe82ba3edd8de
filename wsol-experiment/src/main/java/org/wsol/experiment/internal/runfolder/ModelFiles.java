package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.internal.ModelCard;

/** What is known of a model without loading its network: a run folder, a saved model, or a localizer's file. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Checks that there is a model.
     *
     * @throws InvalidInputException with the reason and the alternatives
     */
    public static void require(Path place) {
        if (!Files.isRegularFile(place) && !Files.isRegularFile(place.resolve(ModelCard.FILE_NAME))) {
            throw new InvalidInputException(ModelLookupMessages.reason(place));
        }
    }

    /**
     * Class names, indexed by class.
     *
     * @throws InvalidInputException if a file is damaged
     */
    public static List<String> classNames(Path place) {
        return Files.isRegularFile(place)
                ? LocalizerArchive.open(place).description().classNames()
                : ModelCard.read(place).classNames();
    }

    /**
     * A checksum of all files that determine predictions: another model at the same place has another one.
     *
     * @throws StorageException if a file cannot be read
     */
    public static String sum(Path place) {
        List<Path> files = Files.isRegularFile(place)
                ? List.of(place)
                : List.of(
                        place.resolve(ModelCard.FILE_NAME),
                        place.resolve(ModelCard.RECIPE),
                        place.resolve(ModelCard.read(place).weights()));
        List<String> sums = new ArrayList<>();
        for (Path file : files) {
            try {
                sums.add(Files.isRegularFile(file) ? Hashes.sha256(file) : "missing");
            } catch (IOException e) {
                throw new StorageException("cannot read " + file, e);
            }
        }
        return Hashes.sha256(sums.toString());
    }
}
