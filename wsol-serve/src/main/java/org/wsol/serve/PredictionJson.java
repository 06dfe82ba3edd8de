package org.wsol.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.pipeline.ClassLocalization;
import org.wsol.pipeline.Prediction;

/**
 * Predictions as JSON, with the keys of {@code predictions.json} of {@code wsol predict}. Corners are inclusive, in
 * pixels.
 */
final class PredictionJson {
    private static final float DIGITS = 1e5f;

    private PredictionJson() {}

    /**
     * One image.
     *
     * @param method the method of the maps, if not the model's own
     * @param maps whether maps are included
     */
    static ObjectNode of(Localizing.Found found, Optional<String> method, boolean maps) {
        Prediction prediction = found.prediction();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("image", found.name());
        node.put("width", prediction.imageSize().width())
                .put("height", prediction.imageSize().height());
        node.put("threshold", prediction.threshold());
        method.ifPresent(name -> node.put("map", name));
        ArrayNode classes = node.putArray("classes");
        for (int i = 0; i < prediction.classes().size(); i++) {
            ObjectNode one =
                    localization(classes.addObject(), prediction.classes().get(i));
            if (maps && method.isPresent()) {
                raw(one.putObject("maps").putObject(method.get()), found.raw().get(i));
            } else if (maps) {
                own(one.putObject("maps"), prediction.classes().get(i));
            }
        }
        return node;
    }

    private static ObjectNode localization(ObjectNode node, ClassLocalization found) {
        if (!Double.isFinite(found.probability())) {
            throw new HttpProblem(500, "the scores of the network are not finite numbers; train it again");
        }
        node.put("class", found.className()).put("label", found.label()).put("score", found.probability());
        ArrayNode boxes = node.putArray("boxes");
        for (ScoredBox scored : found.boxes()) {
            Box box = scored.box();
            boxes.addObject()
                    .put("x0", box.x0())
                    .put("y0", box.y0())
                    .put("x1", box.x1())
                    .put("y1", box.y1());
        }
        return node;
    }

    private static void own(ObjectNode sent, ClassLocalization found) {
        if (found.maps().isPresent()) {
            map(sent.putObject("cam"), found.maps().get().cam());
            map(sent.putObject("norm"), found.maps().get().norm());
            map(sent.putObject("similarity"), found.maps().get().similarity());
        } else {
            map(sent.putObject("cam"), found.scoreMap());
        }
    }

    /** Values have any scale, so they are not rounded. */
    private static void raw(ObjectNode node, ScoreMap map) {
        node.put("rows", map.height()).put("columns", map.width());
        ArrayNode values = node.putArray("values");
        for (float value : map.toArray()) {
            values.add(value);
        }
    }

    private static void map(ObjectNode node, ScoreMap map) {
        node.put("rows", map.height()).put("columns", map.width());
        ArrayNode values = node.putArray("values");
        for (float value : map.toArray()) {
            values.add(Math.round(value * DIGITS) / DIGITS);
        }
    }
}
