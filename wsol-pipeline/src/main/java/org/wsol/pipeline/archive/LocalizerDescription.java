package org.wsol.pipeline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.train.Method;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * The content of {@code localizer.json}.
 *
 * @param classNames class names, indexed by class
 * @param threshold share of a map's maximum above which a position belongs to the object, in [0, 1)
 * @param thresholdSource how the threshold was chosen (informative)
 * @param use network, preprocessing and how maps become boxes
 * @param method the method that trained it
 * @param plainMaps whether scores and maps come from the backbone's own head, so that the method is not needed
 * @param head the settings of the method's inference side, if {@link org.wsol.engine.cam.LocalizationProvider} can
 *     create it
 * @param mapSize rows and columns of the maps
 * @param notes informative notes
 */
public record LocalizerDescription(
        List<String> classNames,
        double threshold,
        String thresholdSource,
        UseSettings use,
        String method,
        boolean plainMaps,
        Optional<MapNode> head,
        ImageSize mapSize,
        ArchiveNotes notes) {

    /** Copies the names; rejects an empty list and thresholds outside of [0, 1). */
    public LocalizerDescription {
        classNames = List.copyOf(classNames);
        if (classNames.isEmpty()) {
            throw new InvalidInputException("a localizer has at least one class");
        }
        if (!(threshold >= 0 && threshold < 1)) {
            throw new InvalidInputException("a threshold must be in [0, 1), was " + threshold);
        }
    }

    /** The settings of a method's inference side; empty if the method itself is needed, or not needed at all. */
    public static Optional<MapNode> headOf(Method method) {
        return InstalledHeads.tree(method);
    }

    /**
     * How scores and maps are computed; empty if this requires the method named in the recipe.
     *
     * @throws InvalidInputException if the method's inference side is not on the class path
     */
    public Optional<Localization> inference() {
        return plainMaps ? Optional.of(Localization.PLAIN) : head.map(InstalledHeads::of);
    }

    /** Converts to the JSON of {@code localizer.json}. */
    public ObjectNode toJson() {
        return DescriptionJson.write(this);
    }

    /**
     * Informative notes about a localizer; not used in computations.
     *
     * @param dataSet name of the training data set
     * @param dataFingerprint a checksum of the training data's lists and files
     * @param metrics evaluation results by split and protocol, any JSON object; accuracies in percent
     * @param licence terms of use
     */
    public record ArchiveNotes(
            Optional<String> dataSet, Optional<String> dataFingerprint, JsonNode metrics, Optional<String> licence) {

        /** No notes. */
        public static ArchiveNotes none() {
            return new ArchiveNotes(
                    Optional.empty(), Optional.empty(), JsonNodeFactory.instance.objectNode(), Optional.empty());
        }

        /** The same notes with terms of use. */
        public ArchiveNotes withLicence(String text) {
            return new ArchiveNotes(dataSet, dataFingerprint, metrics, Optional.of(text));
        }
    }
}
