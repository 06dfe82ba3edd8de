package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/** Converts a protocol to its decisions on an evaluated set. */
final class Decisions {

    private Decisions() {}

    /** The decisions of a protocol, box rule by box rule, in the order of the settings' overlaps. */
    static List<Decision> of(Protocol protocol, BoxEvaluation evaluation, int[] weights) {
        List<Integer> percents = evaluation.settings().iouPercents();
        if (protocol instanceof Protocol.TsCam tsCam) {
            return percents.stream().map(p -> tsCam(tsCam.threshold(), p)).toList();
        }
        if (protocol instanceof Protocol.Bas bas) {
            requireThreshold(bas, evaluation.settings().componentThreshold());
            ImageSize size = evaluation.settings().evaluationSize();
            return percents.stream().map(p -> bas(bas.threshold(), p, size)).toList();
        }
        List<Decision> decisions = new ArrayList<>();
        for (BoxRule rule : BoxRule.values()) {
            for (int percent : percents) {
                decisions.add(contours(rule, percent, threshold(protocol, evaluation, rule, percent, weights)));
            }
        }
        return decisions;
    }

    private static double threshold(
            Protocol protocol, BoxEvaluation evaluation, BoxRule rule, int percent, int[] weights) {
        if (protocol instanceof Protocol.Fixed fixed) {
            return fixed.threshold();
        }
        if (protocol instanceof Protocol.Transferred transferred) {
            return transferred(transferred.thresholds(), rule, percent);
        }
        return evaluation.table(rule, percent).best(weights).threshold();
    }

    private static double transferred(ThresholdChoice choice, BoxRule rule, int percent) {
        return choice.threshold(rule, percent)
                .orElseThrow(
                        () -> new InvalidInputException("no threshold for box rule '" + rule.id() + "' and overlap "
                                + percent + " was chosen on " + choice.source()
                                + "; evaluate that set with the same overlaps first"));
    }

    private static Decision contours(BoxRule rule, int percent, double threshold) {
        return new Decision(
                rule.id(),
                percent,
                threshold,
                image -> image.curve(rule).box(threshold),
                ImageScore::scaledBoxes,
                false,
                false,
                false);
    }

    private static Decision tsCam(double threshold, int percent) {
        return new Decision(
                BoxRule.LARGEST_CONTOUR.id(),
                percent,
                threshold,
                image -> tsCamBox(image, threshold),
                ImageScore::scaledBoxes,
                false,
                true,
                false);
    }

    private static Box tsCamBox(ImageScore image, double threshold) {
        if (image.largest().max() == 0) {
            return new Box(0, 0, 1, 1);
        }
        Box exact = image.largest().exactBox(threshold);
        return new Box(exact.x0(), exact.y0(), exact.x1() + 1, exact.y1() + 1);
    }

    private static Decision bas(double threshold, int percent, ImageSize crop) {
        return new Decision(
                "component",
                percent,
                threshold,
                ImageScore::componentBox,
                image -> CentreCrop.boxes(image.truth(), crop),
                true,
                true,
                true);
    }

    private static void requireThreshold(Protocol.Bas bas, double evaluated) {
        if (bas.threshold() != evaluated) {
            throw new InvalidInputException("the maps were prepared for bas:" + evaluated + ", not for " + bas.name()
                    + "; set the component threshold of the evaluation before adding maps");
        }
    }
}
