package org.wsol.eval.statistics;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.Decision;
import org.wsol.eval.metric.ImageScore;
import org.wsol.eval.protocol.Protocol;

/**
 * The result of one image, for the audit file {@code images.csv}.
 *
 * @param imageId the image's name
 * @param label the class, from 0; -1 if unknown
 * @param predicted the most likely class, if known
 * @param protocol the protocol's name
 * @param threshold the threshold
 * @param box the predicted box, in pixels of the evaluation size
 * @param iou its best overlap with the ground truth, in [0, 1]
 * @param areaShare the largest ground-truth box's share of the image
 * @param size the bucket of that share
 * @param outcome correct, or the kind of error
 */
public record ImageRecord(
        String imageId,
        int label,
        Optional<Integer> predicted,
        String protocol,
        double threshold,
        Box box,
        double iou,
        double areaShare,
        SizeBucket size,
        Outcome outcome) {

    /** The records of a set for the protocol's single box per image, in the order of the images. */
    public static List<ImageRecord> of(BoxEvaluation evaluation, Protocol protocol, int iouPercent) {
        Decision decision = evaluation.singleBoxDecision(protocol, iouPercent);
        return evaluation.images().stream()
                .map(image -> of(image, protocol, decision))
                .toList();
    }

    /** The record of one image for a decision of a protocol. */
    public static ImageRecord of(ImageScore image, Protocol protocol, Decision decision) {
        return new ImageRecord(
                image.truth().imageId(),
                image.truth().label(),
                image.prediction().map(ClassPrediction::first),
                protocol.name(),
                decision.threshold(),
                decision.boxOf().apply(image),
                decision.iou(image),
                SizeBucket.areaShare(image.truth()),
                SizeBucket.of(image.truth()),
                Outcome.of(image, decision));
    }
}
