package org.wsol.config;

import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.core.component.Component;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.pipeline.recipe.InstalledComponents;

/** Small components for tests: two of each kind. */
public final class TestCatalog {
    private TestCatalog() {}

    /** A component for tests. */
    public record Part<O extends Record>(String name, String summary, Class<O> optionsType) implements Component<O> {}

    /** No options. */
    public record NoOptions() {}

    /** Options of a folder layout. */
    public record FolderOptions(
            @Setting(doc = "Share kept for validation.", defaultValue = "0.1", min = 0, max = 1)
            double validation,

            @Setting(doc = "Class names to use.") List<String> classes) {}

    /** Options of a generated layout. */
    public record ShapesOptions(
            @Setting(doc = "Number of images.", defaultValue = "60", min = 1)
            int images) {}

    /** Options of a small network. */
    public record SmallOptions(
            @Setting(doc = "Width.", defaultValue = "1.0", min = 0, exclusiveMin = true)
            double width) {}

    /** A weighted term. */
    public record Term(
            @Setting(doc = "Weight of the term.", defaultValue = "0.5", min = 0)
            double weight,

            @Setting(doc = "Upper threshold.", defaultValue = "0.4", min = 0, max = 1)
            double foreground,

            @Setting(doc = "When it begins.", defaultValue = "5 epochs")
            TrainingSpan start) {}

    /** The divisor of the norm. */
    public enum Reference {
        /** The largest. */
        MAX,
        /** The labelled class. */
        TARGET_CLASS
    }

    /** Options of a method with terms. */
    public record GapOptions(
            @Setting(doc = "Similarity.") Term similarity,
            @Setting(doc = "Divisor.", defaultValue = "max") Reference reference,
            @Setting(doc = "Where parts are dropped.") Optional<String> point) {}

    /** The catalog of all of these. */
    public static ComponentCatalog catalog() {
        return InstalledComponents.catalog(
                List.of(
                        new Part<>("folder", "A folder of class folders.", FolderOptions.class),
                        new Part<>("shapes", "Generated shapes.", ShapesOptions.class)),
                List.of(
                        new Part<>("small", "A small network.", SmallOptions.class),
                        new Part<>("vgg16", "VGG16.", NoOptions.class)),
                List.of(
                        new Part<>("bridging-gap", "The paper's method.", GapOptions.class),
                        new Part<>("cam", "Plain CAM.", NoOptions.class)));
    }
}
