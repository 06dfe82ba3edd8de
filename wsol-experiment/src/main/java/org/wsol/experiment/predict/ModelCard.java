package org.wsol.experiment.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.core.io.AtomicFiles;
import org.wsol.experiment.runfolder.NoModel;

/**
 * What a trained network needs beside its configuration and parameters to be used on pictures.
 *
 * @param classNames class names; the position is the class
 * @param threshold share of a map's maximum above which a place belongs to the object, in [0, 1)
 * @param thresholdSource how the threshold was chosen, for people
 */
public record ModelCard(List<String> classNames, double threshold, String thresholdSource) {
    /** Its name in a run folder. */
    public static final String FILE_NAME = "model.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public ModelCard {
        classNames = List.copyOf(classNames);
    }

    /**
     * Reads the card of a run.
     *
     * @throws InvalidInputException when the folder is not that of a finished run
     */
    public static ModelCard read(Path run) {
        Path file = run.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(NoModel.reason(run));
        }
        try {
            return JSON.readValue(file.toFile(), ModelCard.class);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": not the card of a model: " + e.getMessage(), e);
        }
    }

    /** Writes the card into a run's folder. */
    public void write(Path run) {
        try {
            String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
            AtomicFiles.writeText(run.resolve(FILE_NAME), json + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always proper JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + run.resolve(FILE_NAME), e);
        }
    }
}
