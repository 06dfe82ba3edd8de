package org.wsol.pipeline.archive;

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
 * What {@code localizer.json} says.
 *
 * @param classNames the position is the class
 * @param threshold share of a map's maximum above which a position belongs to the object, in [0, 1)
 * @param thresholdSource how the threshold was chosen, for people
 * @param use network, preprocessing and how maps become boxes
 * @param method the method that trained it
 * @param plainMaps whether scores and maps are the backbone's own, so that nothing of the method is needed
 * @param head the settings of the method's inference side, where {@link org.wsol.engine.cam.LocalizationProvider} makes it
 * @param mapSize rows and columns of the maps
 * @param notes notes for people
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

    /** Copies the names, and refuses none of them and thresholds outside of [0, 1). */
    public LocalizerDescription {
        classNames = List.copyOf(classNames);
        if (classNames.isEmpty()) {
            throw new InvalidInputException("a localizer has at least one class");
        }
        if (!(threshold >= 0 && threshold < 1)) {
            throw new InvalidInputException("a threshold must be in [0, 1), was " + threshold);
        }
    }

    /** The settings of what is left of a method after training; empty where the method itself is needed, or nothing of it. */
    public static Optional<MapNode> headOf(Method method) {
        return InstalledHeads.tree(method);
    }

    /**
     * How scores and maps come out of the network; empty where only the method itself, which the recipe names, can say.
     *
     * @throws InvalidInputException when the method's inference side is not on the class path
     */
    public Optional<Localization> inference() {
        return plainMaps ? Optional.of(Localization.PLAIN) : head.map(InstalledHeads::of);
    }

    /** The content of {@code localizer.json}. */
    public ObjectNode toJson() {
        return DescriptionJson.write(this);
    }
}
