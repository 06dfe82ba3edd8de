package org.wsol.pipeline.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;

/**
 * The data a trained network needs for inference in addition to its recipe and parameters.
 *
 * @param classNames class names, indexed by class
 * @param threshold share of a map's maximum above which a position belongs to the object, in [0, 1)
 * @param thresholdSource how the threshold was chosen (informative)
 * @param weights the file of the parameters, relative to the card's folder
 */
public record ModelCard(List<String> classNames, double threshold, String thresholdSource, String weights) {
    /** Its name in the folder of a model. */
    public static final String FILE_NAME = "model.json";
    /** The name of the recipe next to it. */
    public static final String RECIPE = "recipe.yaml";
    /** The usual name of the parameters next to it. */
    public static final String WEIGHTS = "weights.safetensors";

    private static final double CAM_THRESHOLD = 0.2;
    private static final double NORM_THRESHOLD = 0.5;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    /** Copies the list. */
    public ModelCard {
        classNames = List.copyOf(classNames);
    }

    /**
     * The card of a model trained without boxes to choose a threshold.
     *
     * @param map the map that boxes are computed from
     */
    public static ModelCard withoutBoxes(List<String> classNames, LocalizingMap map) {
        return new ModelCard(classNames, thresholdWithoutBoxes(map), "default: no boxes to choose one by", WEIGHTS);
    }

    /**
     * The threshold used if there are no boxes to choose one: norm maps of aligned networks are wider than class
     * activation maps and need a higher one ({@code docs/robustness.md}).
     */
    public static double thresholdWithoutBoxes(LocalizingMap map) {
        return map == LocalizingMap.NORM ? NORM_THRESHOLD : CAM_THRESHOLD;
    }

    /** The same with another threshold. */
    public ModelCard withThreshold(double value, String source) {
        return new ModelCard(classNames, value, source, weights);
    }

    /** The same with another file of parameters. */
    public ModelCard withWeights(String file) {
        return new ModelCard(classNames, threshold, thresholdSource, file);
    }

    /**
     * Reads the card of a model.
     *
     * @throws InvalidInputException if the folder contains no model
     */
    public static ModelCard read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(folder)) {
            throw new InvalidInputException("there is no model " + folder + ": no such file or folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(folder + " contains no trained model: it has no " + FILE_NAME);
        }
        try {
            ModelCard card = JSON.readValue(file.toFile(), ModelCard.class);
            card.problem().ifPresent(problem -> {
                throw new InvalidInputException(file + ": not the card of a model: " + problem);
            });
            return card;
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    file + ": not the card of a model: "
                            + e.getOriginalMessage().split(";", 2)[0],
                    e);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": not the card of a model: " + WsolException.reason(e), e);
        }
    }

    /** Why the file is not a card; empty if it is one. */
    private Optional<String> problem() {
        if (classNames.isEmpty() || classNames.stream().anyMatch(String::isEmpty)) {
            return Optional.of("it names no classes");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            return Optional.of("its threshold is " + threshold + ", expected 0 to 1");
        }
        return weights.matches("[\\w.-]+(/[\\w.-]+)*") && !weights.contains("..")
                ? Optional.empty()
                : Optional.of("its weights are '" + weights + "', expected a file of this folder");
    }

    /** The content of its file. */
    public String toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always proper JSON", e);
        }
    }

    /** Writes the card atomically. */
    public void write(Path folder) {
        try {
            AtomicFiles.writeText(folder.resolve(FILE_NAME), toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(FILE_NAME), e);
        }
    }
}
