package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Suggestion;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.MapResizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.MapSpec;
import org.wsol.maps.chain.AugmentationSmoothing;
import org.wsol.maps.chain.MapChain;
import org.wsol.maps.chain.MapChains;
import org.wsol.maps.faithfulness.Faithfulness;
import org.wsol.maps.faithfulness.Target;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;

/**
 * Computes the requested maps of one image.
 *
 * @param network the network
 * @param classNames class names, indexed by class
 * @param preparation size, interpolation and normaliser of this project's chain
 * @param threshold the threshold of boxes
 * @param options the classes, chain and faithfulness
 */
record ImageExplainer(
        ExplainedNetwork network,
        List<String> classNames,
        MapPreparation preparation,
        double threshold,
        ExplanationOptions options) {
    private static final double NANOS = 1e9;

    /** One explanation per class and map, class by class. */
    List<Explanation> explain(INDArray image, ImageSize original, List<MapSpec> maps) {
        float[] logits = network.logits(image)[0];
        List<Explanation> explanations = new ArrayList<>();
        for (int label : labels(logits)) {
            for (MapSpec map : maps) {
                explanations.add(explain(image, label, original, map));
            }
        }
        return explanations;
    }

    /** One map of a class. */
    Explanation explain(INDArray image, int label, ImageSize original, MapSpec map) {
        try (EvidenceBatch batch = network.evidence(image, new int[] {label}, map.stages())) {
            return explanation(batch.images().get(0), map, original);
        }
    }

    private List<Integer> labels(float[] logits) {
        Optional<String> named = options.localization().className();
        if (named.isPresent()) {
            return List.of(label(named.get()));
        }
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparing((Integer label) -> -logits[label]))
                .limit(options.localization().topClasses())
                .toList();
    }

    private int label(String className) {
        int label = classNames.indexOf(className);
        if (label < 0) {
            throw new InvalidInputException(
                    "the network has no class '" + className + "'" + Suggestion.forName(className, classNames));
        }
        return label;
    }

    private Explanation explanation(Evidence evidence, MapSpec map, ImageSize original) {
        CamVariant variant = CamVariants.create(map);
        MapChain chain = MapChains.named(options.chain(), map.name(), preparation);
        long began = System.nanoTime();
        List<ScoreMap> raw = variant.raw(evidence);
        ScoreArray finished = map.augment()
                ? AugmentationSmoothing.apply(variant, chain, evidence)
                : chain.apply(raw, evidence.imageSize());
        double seconds = (System.nanoTime() - began) / NANOS;
        return new Explanation(
                map,
                evidence.label(),
                classNames.get(evidence.label()),
                Target.PROBABILITY.of(evidence.logits(), evidence.label()),
                finished.toScoreMap(),
                raw,
                BoxExtractor.forImage(original).largest(finished, threshold),
                options.faithfulness()
                        ? Optional.of(Faithfulness.of(
                                evidence, atSizeOf(evidence, finished), changed -> again(variant, chain, map, changed)))
                        : Optional.empty(),
                seconds);
    }

    /** The finished map of a changed image. */
    private static ScoreMap again(CamVariant variant, MapChain chain, MapSpec map, Evidence changed) {
        return atSizeOf(
                changed,
                map.augment()
                        ? AugmentationSmoothing.apply(variant, chain, changed)
                        : chain.apply(variant.raw(changed), changed.imageSize()));
    }

    private static ScoreMap atSizeOf(Evidence evidence, ScoreArray map) {
        return map.size().equals(evidence.imageSize())
                ? map.toScoreMap()
                : MapResizer.resize(map, evidence.imageSize(), Interpolation.BILINEAR)
                        .toScoreMap();
    }
}
