package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.eval.metric.ClassPrediction;

/**
 * The classes a classifier gave each image, from a comma-separated file: {@code name,class1,class2,...}, class indices from 0,
 * the most likely first; five are needed for Top-5. A first line without class indices is taken for a heading.
 */
public final class Predictions {
    private final Map<String, ClassPrediction> byImage;

    private Predictions(Map<String, ClassPrediction> byImage) {
        this.byImage = byImage;
    }

    /** No predictions at all. */
    public static Predictions none() {
        return new Predictions(Map.of());
    }

    /** Reads a file; lines that cannot be read are noted as problems. */
    public static Predictions read(Path file, Problems problems) {
        String expected = "name,class1[,class2,...] with class indices from 0";
        Map<String, ClassPrediction> byImage = new LinkedHashMap<>();
        for (MetadataLines.Line line : MetadataLines.read(file, problems)) {
            boolean heading =
                    line.number() == 1 && line.fields().stream().skip(1).noneMatch(f -> f.matches("-?\\d+"));
            if (heading && line.fields().size() > 1) {
                continue;
            }
            if (line.fields().size() < 2) {
                line.malformed(expected, problems);
                continue;
            }
            int[] classes = line.numbers(1, expected, problems);
            if (classes.length > 0) {
                List<Integer> ranked = Arrays.stream(classes).boxed().toList();
                if (byImage.put(line.fields().get(0), new ClassPrediction(ranked)) != null) {
                    problems.add(file + " line " + line.number() + ": image "
                            + line.fields().get(0) + " has a second prediction");
                }
            }
        }
        return new Predictions(byImage);
    }

    /** The prediction for an image, if there is one. */
    public Optional<ClassPrediction> of(String imageId) {
        return Optional.ofNullable(byImage.get(imageId));
    }
}
