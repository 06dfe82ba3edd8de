package org.wsol.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.pipeline.ClassLocalization;
import org.wsol.pipeline.Prediction;

/** Predictions as JSON, with the keys of {@code wsol predict}'s predictions.json. Corners are pixels, inclusive. */
final class PredictionJson {
    private static final float DIGITS = 1e5f;

    private PredictionJson() {}

    static ObjectNode of(String image, Prediction prediction, boolean maps) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("image", image);
        node.put("width", prediction.imageSize().width())
                .put("height", prediction.imageSize().height());
        node.put("threshold", prediction.threshold());
        ArrayNode classes = node.putArray("classes");
        prediction.classes().forEach(found -> localization(classes.addObject(), found, maps));
        return node;
    }

    private static void localization(ObjectNode node, ClassLocalization found, boolean maps) {
        if (!Double.isFinite(found.probability())) {
            throw new HttpProblem(500, "the network gives scores that are not numbers; train it again");
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
        if (maps) {
            ObjectNode sent = node.putObject("maps");
            if (found.maps().isPresent()) {
                map(sent.putObject("cam"), found.maps().get().cam());
                map(sent.putObject("norm"), found.maps().get().norm());
                map(sent.putObject("similarity"), found.maps().get().similarity());
            } else {
                map(sent.putObject("cam"), found.scoreMap());
            }
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
