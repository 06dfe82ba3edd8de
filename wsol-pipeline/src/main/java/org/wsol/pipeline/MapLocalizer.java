package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.BatchedLocalizer.MapPrediction;
import org.wsol.pipeline.evaluation.BoxScoring;

/**
 * Localizes the requested classes of one image with the map of another method. The classes and their probabilities are
 * determined as for the model's own map.
 *
 * @param network the model's network
 * @param map the method
 * @param options the classes, the number of boxes and the threshold
 */
record MapLocalizer(TrainedModel model, ExplainedNetwork network, MapSpec map, LocalizationOptions options) {

    MapPrediction localize(INDArray image, ImageSize original) {
        double threshold = options.threshold().orElse(model.threshold());
        ImageMaps own = model.network().predicted(image).get(0);
        ImageExplainer explainer = new ImageExplainer(
                network,
                model.classNames(),
                BoxScoring.preparation(model.use()),
                threshold,
                ExplanationOptions.standard().with(options));
        List<ClassLocalization> classes = new ArrayList<>();
        List<ScoreMap> raw = new ArrayList<>();
        for (int label : labels(own)) {
            Explanation found = explainer.explain(image, label, original, map);
            classes.add(new ClassLocalization(
                    label,
                    found.className(),
                    own.probability(label),
                    BatchLocalizer.boxes(ScoreArray.of(found.scoreMap()), original, threshold, options.mostBoxes()),
                    found.scoreMap(),
                    Optional.empty()));
            raw.add(found.raw().get(0));
        }
        return new MapPrediction(new Prediction(original, threshold, classes), raw);
    }

    private List<Integer> labels(ImageMaps own) {
        BatchLocalizer localizer = new BatchLocalizer(model.card(), model.network(), model.use(), options);
        return options.className().map(name -> List.of(localizer.label(name))).orElseGet(() -> BatchLocalizer.order(own)
                .subList(0, Math.min(options.topClasses(), model.classNames().size())));
    }
}
