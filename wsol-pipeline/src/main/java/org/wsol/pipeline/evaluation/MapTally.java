package org.wsol.pipeline.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.wsol.core.ScoreMap;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.Required;
import org.wsol.eval.map.GuidedFilter;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.RunningBoxEvaluation;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.MapSpec;
import org.wsol.maps.chain.AugmentationSmoothing;
import org.wsol.maps.chain.Fusion;
import org.wsol.maps.chain.MapChain.OwnChain;
import org.wsol.maps.faithfulness.Road;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.pipeline.evaluation.Evaluation.MapEvaluation;
import org.wsol.pipeline.recipe.UseSettings;

/** Accumulates the results of one method's maps. */
final class MapTally {
    private static final List<String> NORMALISERS = List.of("min-max", "max", "pas", "ivr");

    private final MapSpec map;
    private final CamVariant variant;
    private final boolean keep;
    private final UseSettings use;
    private final Map<String, MapPreparation> preparations = new LinkedHashMap<>();
    private final Map<String, RunningBoxEvaluation> boxes = new LinkedHashMap<>();
    private final List<Road.Summary> road = new ArrayList<>();
    private final List<ScoreMap> kept = new ArrayList<>();
    private final MapPreparation own;
    private long nanos;
    private int images;

    MapTally(MapSpec map, UseSettings use, boolean keep) {
        this.map = map;
        this.variant = CamVariants.create(map);
        this.keep = keep;
        this.use = use;
        this.own = BoxScoring.preparation(use);
        Set<String> normalisers = new LinkedHashSet<>(List.of(use.evaluation().normaliser()));
        normalisers.addAll(NORMALISERS);
        for (String normaliser : normalisers) {
            preparations.put(normaliser, BoxScoring.preparation(use, normaliser));
            boxes.put(normaliser, new RunningBoxEvaluation(BoxScoring.settings(use)));
        }
    }

    /** @param measured whether ROAD is measured on the image at a position of the split */
    void add(EvidenceBatch batch, DataSplit split, int[] indices, IntPredicate measured) {
        List<Evidence> evidence = batch.images(map.stages());
        List<ScoreMap> raw = new ArrayList<>();
        batch.startAccount();
        for (Evidence image : evidence) {
            long began = System.nanoTime();
            raw.add(map.augment() ? averaged(image) : Fusion.TANH_MAXIMUM.fuse(variant.raw(image)));
            nanos += System.nanoTime() - began;
            batch.freeChanged();
        }
        nanos += batch.sharedNanos();
        images += raw.size();
        IntStream.range(0, raw.size())
                .parallel()
                .filter(i -> !split.boxes(indices[i]).isEmpty())
                .forEach(i ->
                        score(raw.get(i), split, indices[i], evidence.get(i).logits()));
        for (int i = 0; i < raw.size(); i++) {
            if (measured.test(indices[i])) {
                ScoreMap finished = own.apply(raw.get(i)).toScoreMap();
                road.add(Road.standard().summary(evidence.get(i), finished, Road.PERCENTILES));
            }
            if (keep) {
                kept.add(SmallMaps.of(raw.get(i)));
            }
        }
    }

    /** Averaged maps are final maps in [0, 1]; other normalisers are applied to the average. */
    private ScoreMap averaged(Evidence image) {
        return AugmentationSmoothing.apply(variant, new OwnChain(own), image).toScoreMap();
    }

    private void score(ScoreMap raw, DataSplit split, int index, float[] logits) {
        ScoreArray values = ScoreArray.of(raw);
        Optional<GuidedFilter> photo = PhotoGuide.of(use, split, index);
        preparations.forEach((normaliser, preparation) -> Required.value(boxes, normaliser)
                .add(
                        BoxScoring.truth(split, index),
                        preparation.guidedBy(photo).apply(values),
                        ClassPrediction.ofScores(logits)));
    }

    /**
     * @param shared seconds per image shared by all methods
     */
    MapEvaluation finish(double shared) {
        return new MapEvaluation(map, boxes, road, images == 0 ? 0 : shared + nanos / 1e9 / images, kept);
    }
}
