package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.protocol.Protocol;

/**
 * The images for which a decision is right, in the order of {@link BoxEvaluation#images()}.
 *
 * @param decision the decision
 * @param localized images whose object is found given its class
 * @param top1 images whose object is found and whose class is the predicted one
 * @param top5 images whose object is found and whose class is among the first five predictions
 */
public record DecisionHits(Decision decision, BitSet localized, BitSet top1, BitSet top5) {

    private DecisionHits(Decision decision) {
        this(decision, new BitSet(), new BitSet(), new BitSet());
    }

    static List<DecisionHits> of(BoxEvaluation evaluation, Protocol protocol, List<Decision> decisions) {
        boolean ownBoxes = protocol instanceof Protocol.TsCam || protocol instanceof Protocol.Bas;
        return ownBoxes
                ? perImage(evaluation, decisions)
                : decisions.stream()
                        .map(decision -> ofContours(evaluation, decision))
                        .toList();
    }

    /** The overlaps at every threshold are known without the curves. */
    private static DecisionHits ofContours(BoxEvaluation evaluation, Decision decision) {
        BoxRule rule =
                decision.boxRule().equals(BoxRule.ALL_CONTOURS.id()) ? BoxRule.ALL_CONTOURS : BoxRule.LARGEST_CONTOUR;
        BitSet localized = evaluation.table(rule, decision.iouPercent()).localized(decision.threshold());
        BitSet top1 = evaluation.top1();
        top1.and(localized);
        BitSet top5 = evaluation.top5();
        top5.and(localized);
        return new DecisionHits(decision, localized, top1, top5);
    }

    private static List<DecisionHits> perImage(BoxEvaluation evaluation, List<Decision> decisions) {
        List<DecisionHits> hits = new ArrayList<>();
        decisions.forEach(decision -> hits.add(new DecisionHits(decision)));
        int position = 0;
        for (ImageScore image : evaluation.images()) {
            for (DecisionHits hit : hits) {
                hit.localized.set(position, hit.decision.isLocalized(image));
                hit.top1.set(position, hit.decision.isTop1Correct(image));
                hit.top5.set(position, hit.decision.isTop5Correct(image));
            }
            position++;
        }
        return hits;
    }
}
