package org.wsol.eval.metric;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.ContourBoxes;
import org.wsol.eval.box.LargestComponent;
import org.wsol.eval.box.MapSweep;
import org.wsol.eval.map.QuantizedMap;
import org.wsol.eval.map.ScoreArray;

/**
 * Processes score maps one at a time and keeps the data needed by the protocols. Thread-safe: {@link #add} can be
 * called from one thread per core; the result does not depend on the order.
 */
public final class BoxEvaluator {
    private final BoxEvaluationSettings settings;
    private final ScoreStore scores;
    private volatile boolean finished;
    private final ConcurrentLinkedQueue<MapSweep> idleSweeps = new ConcurrentLinkedQueue<>();

    /** Creates an evaluator without maps. */
    public BoxEvaluator(BoxEvaluationSettings settings) {
        this.settings = settings;
        this.scores = new ScoreStore(settings);
    }

    /** The settings of the evaluation. */
    public BoxEvaluationSettings settings() {
        return settings;
    }

    /**
     * Scores one map without knowledge of the predicted class.
     *
     * @throws IllegalArgumentException if the map does not have the evaluation size or has scores outside [0, 1]
     */
    public void add(GroundTruth truth, ScoreMap map) {
        add(truth, ScoreArray.of(map), Optional.empty());
    }

    /**
     * Scores one map.
     *
     * @param truth the image's annotation
     * @param map scores in [0, 1], of the evaluation size
     * @param prediction the predicted classes; needed for Top-1 and Top-5
     * @throws IllegalArgumentException if the map does not have the evaluation size or has scores outside [0, 1]
     * @throws IllegalStateException after {@link #finish}
     */
    public void add(GroundTruth truth, ScoreArray map, Optional<ClassPrediction> prediction) {
        if (finished) {
            throw new IllegalStateException("the evaluation is finished; use a new evaluator for other maps");
        }
        scores.add(score(truth, map, prediction));
    }

    /** Computes the data kept for one map, without adding it. */
    ImageScore score(GroundTruth truth, ScoreArray map, Optional<ClassPrediction> prediction) {
        if (truth.label() < 0 && prediction.isPresent()) {
            throw new IllegalArgumentException(
                    "image " + truth.imageId() + " has a predicted class but no label: Top-1 and Top-5 need labels");
        }
        if (!map.size().equals(settings.evaluationSize())) {
            throw new IllegalArgumentException("the map of " + truth.imageId() + " is " + map.size()
                    + ", the evaluation is set to " + settings.evaluationSize() + "; resize the map first");
        }
        QuantizedMap levels = map.quantize();
        List<Box> boxes = truth.boxes().stream()
                .map(box -> ContourBoxes.scale(box, truth.imageSize(), settings.evaluationSize()))
                .toList();
        MapSweep idle = idleSweeps.poll();
        MapSweep sweep = idle == null ? new MapSweep(settings.evaluationSize()) : idle;
        try {
            return new ImageScore(
                    truth,
                    boxes,
                    sweep.curve(levels, boxes, BoxRule.LARGEST_CONTOUR),
                    sweep.curve(levels, boxes, BoxRule.ALL_CONTOURS),
                    LargestComponent.above(map, settings.componentThreshold()),
                    prediction);
        } finally {
            idleSweeps.add(sweep);
        }
    }

    /** The number of images so far. */
    public int size() {
        return scores.size();
    }

    /**
     * The evaluation of all maps, images sorted by name. No map may be added afterwards.
     *
     * @throws IllegalArgumentException if no image was added, or an image was added twice
     */
    public BoxEvaluation finish() {
        BoxEvaluation evaluation = BoxEvaluation.of(scores);
        finished = true;
        return evaluation;
    }
}
