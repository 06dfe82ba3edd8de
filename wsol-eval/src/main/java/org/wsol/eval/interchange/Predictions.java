package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.internal.lists.Line;
import org.wsol.core.internal.lists.TextLines;
import org.wsol.eval.metric.ClassPrediction;

/**
 * The predicted classes of each image, from a comma-separated file: {@code name,class1,class2,...}, class indices from
 * 0, most likely first; five are needed for Top-5. A first line without class indices is treated as a header.
 */
final class Predictions {
    private final Map<String, ClassPrediction> byImage;

    private Predictions(Map<String, ClassPrediction> byImage) {
        this.byImage = byImage;
    }

    /** No predictions at all. */
    public static Predictions none() {
        return new Predictions(Map.of());
    }

    /** Reads a file; lines that cannot be read are added as problems. */
    public static Predictions read(Path file, FileProblems problems) {
        String expected = "name,class1[,class2,...] with class indices from 0";
        Map<String, ClassPrediction> byImage = new LinkedHashMap<>();
        try {
            TextLines.forEach(file, line -> read(line, expected, byImage));
        } catch (DataException e) {
            e.problems().forEach(problems::add);
        }
        return new Predictions(byImage);
    }

    private static void read(Line line, String expected, Map<String, ClassPrediction> byImage) {
        String[] fields = line.text().strip().split("\\s*,\\s*", -1);
        int first = fields.length;
        while (first > 1 && fields[first - 1].matches("-?\\d+(\\.0*)?")) {
            first--;
        }
        if (first == fields.length) {
            if (line.number() == 1 && fields.length > 1) {
                return;
            }
            throw line.problem("expected " + expected);
        }
        String image = String.join(",", Arrays.copyOf(fields, first));
        List<Integer> ranked = new ArrayList<>();
        for (int i = first; i < fields.length; i++) {
            ranked.add(line.wholeNumber(fields[i], "the class"));
        }
        if (byImage.put(image, new ClassPrediction(ranked)) != null) {
            throw line.problem("the image '" + image + "' has a second prediction");
        }
    }

    /** The prediction for an image, if any. */
    public Optional<ClassPrediction> of(String imageId) {
        return Optional.ofNullable(byImage.get(imageId));
    }
}
