package org.wsol.pipeline.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wsol.config.schema.KeyProblem;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.maps.MapSpec;

/** The section {@code evaluation}. */
public record EvaluationConfig(
        @Setting(
                doc = "Step between the score thresholds.",
                defaultValue = "0.001",
                min = 0.0001,
                max = 0.5,
                affectsTraining = false)
        double interval,

        @Setting(
                doc = "How the threshold is chosen: 'oracle' takes the best one on the test split itself,"
                        + " 'transferred' the best one on the validation split. Numbers of 'oracle' are always reported"
                        + " for the map of the boxes; without it here they are left out for evaluation.maps.",
                defaultValue = "[oracle, transferred]",
                allowed = {"oracle", "transferred"},
                affectsTraining = false)
        List<String> protocol,

        @Setting(
                doc =
                        "The map that boxes are computed from: cam, the method's own map of the class, or norm, the norm map F,"
                                + " which is the same for every class and after alignment often covers more of the object.",
                defaultValue = "cam",
                affectsTraining = false)
        LocalizingMap map,

        @Setting(
                doc = "Whether scores and maps are averaged over an image and its mirror image. Takes twice as long.",
                defaultValue = "false",
                affectsTraining = false)
        boolean mirror,

        @Setting(
                doc = "How a map is scaled to [0, 1].",
                defaultValue = "min-max",
                allowed = {"min-max", "max", "pas", "ivr"},
                affectsTraining = false)
        String normaliser,

        @Setting(
                doc = "How a map is enlarged to the size of the image.",
                defaultValue = "bicubic",
                allowed = {"bicubic", "bilinear"},
                affectsTraining = false)
        String upsampling,

        @Setting(
                doc = "Element type of feature maps when images are evaluated or localized: float32, bfloat16 or auto,"
                        + " as train.precision.",
                defaultValue = "float32",
                affectsTraining = false)
        PrecisionChoice precision,

        @Setting(
                doc =
                        "Width of the rim that is removed from regions of the enlarged map, in cells of the map, because a cell also responds to its surroundings. 0.75 suits animals that are smaller than the image.",
                defaultValue = "0",
                min = 0,
                max = 10,
                affectsTraining = false)
        double erosion,

        @Setting(
                doc =
                        "Window in which enlarged maps are fitted to the colours of the photo by a guided filter (He, Sun and Tang"
                                + " 2010): its radius as a share of the image's side. 0: not fitted; 0.125 suits birds and pets.",
                defaultValue = "0",
                min = 0,
                max = 1,
                affectsTraining = false)
        double guided,

        @Setting(
                doc = "Side length in pixels of the square that class scores are computed from, while maps come from"
                        + " data.evaluationSize; absent: from the same pass. A network classifies best near the size it"
                        + " was trained with, and localizes best above it (Touvron et al. 2019).",
                min = 16,
                max = 2048,
                affectsTraining = false)
        Optional<Integer> classSize,

        @Setting(
                doc = "How often the validation split is evaluated during training. 0: only at the end.",
                defaultValue = "0 epochs")
        TrainingSpan every,

        @Setting(
                doc = "Whether the maps of the test split are kept in the run folder.",
                defaultValue = "true",
                affectsTraining = false)
        boolean saveMaps,

        @Setting(
                doc = "Bootstrap resamples for confidence intervals, at least 100. 0: none.",
                defaultValue = "1000",
                min = 0,
                max = 1_000_000,
                affectsTraining = false)
        int bootstrap,

        @Setting(
                doc = "Maps of other methods that are scored in the same pass, under every normaliser and protocol:"
                        + " cam, layercam, scorecam:channels=64, ... 'wsol list maps' names them; docs/maps.md.",
                defaultValue = "[]",
                affectsTraining = false)
        List<String> maps,

        @Setting(
                doc =
                        "Test images, evenly spread, on which ROAD of these maps is measured: 18 passes through the network per map and image. 0: none.",
                defaultValue = "100",
                min = 0,
                max = 1_000_000,
                affectsTraining = false)
        int roadImages) {

    private static final int FEWEST_RESAMPLES = 100;

    /** Copies the lists; rejects too few resamples and unknown maps. */
    public EvaluationConfig {
        protocol = List.copyOf(protocol);
        maps = List.copyOf(maps);
        Set<MapSpec> seen = new HashSet<>();
        for (String method : maps) {
            if (!seen.add(map(method))) {
                throw new KeyProblem("maps", "'" + method + "' is named twice");
            }
        }
        if (bootstrap != 0 && bootstrap < FEWEST_RESAMPLES) {
            throw new KeyProblem("bootstrap", bootstrap + " resamples are too few; use 100 or more, or 0 for none");
        }
    }

    private static MapSpec map(String text) {
        try {
            return MapSpec.parse(text);
        } catch (InvalidInputException e) {
            throw new KeyProblem("maps", e.getMessage());
        }
    }

    /** The methods of {@link #maps}. */
    public List<MapSpec> mapSpecs() {
        return maps.stream().map(MapSpec::parse).toList();
    }

    /** The map used for localization. */
    public enum LocalizingMap {
        /** The method's own map of the requested class; for most methods a class activation map. */
        CAM,
        /**
         * The norm map F, one for all classes of an image. If training has aligned F with the similarity map S, F alone
         * locates the object; their product, the class activation map, still misses the regions that S misses.
         */
        NORM
    }
}
