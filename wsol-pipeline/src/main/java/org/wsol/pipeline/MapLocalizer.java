package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.evaluation.BoxScoring;

/**
 * Localizes the wanted classes of one image by the map of another method.
 *
 * @param network the model's network
 * @param map the method
 * @param options which classes, how many boxes, at which threshold
 */
record MapLocalizer(TrainedModel model, ExplainedNetwork network, MapSpec map, LocalizationOptions options) {

    Prediction localize(INDArray image, ImageSize original) {
        double threshold = options.threshold().orElse(model.threshold());
        ImageExplainer explainer = new ImageExplainer(
                network,
                model.classNames(),
                BoxScoring.preparation(model.use()),
                threshold,
                ExplanationOptions.standard().with(options));
        List<ClassLocalization> classes = new ArrayList<>();
        for (Explanation found : explainer.explain(image, original, List.of(map))) {
            classes.add(new ClassLocalization(
                    found.label(),
                    found.className(),
                    found.probability(),
                    BatchLocalizer.boxes(ScoreArray.of(found.scoreMap()), original, threshold, options.mostBoxes()),
                    found.scoreMap(),
                    Optional.empty()));
        }
        return new Prediction(original, threshold, classes);
    }
}
