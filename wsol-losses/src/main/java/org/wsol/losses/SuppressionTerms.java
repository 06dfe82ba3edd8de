package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.nd4j.StopGradient;
import org.wsol.heads.internal.ClassMaps;
import org.wsol.heads.internal.Enlargement;
import org.wsol.heads.internal.SuppressionHead.SuppressionBranches;

/** The loss terms of BAS (section 3). */
final class SuppressionTerms {
    private static final double TINY = 1e-8;

    private final Layers layers;
    private final SuppressionBranches branches;
    private final SDVariable features;
    private final SDVariable labels;
    private final SDVariable map;
    private final SDVariable classMaps;
    private final SDVariable logits;

    /**
     * Both branches of a batch.
     *
     * @param features shape (B, C, h, w)
     * @param labels one-hot, shape (B, K)
     */
    SuppressionTerms(Layers layers, SuppressionBranches branches, SDVariable features, SDVariable labels) {
        this.layers = layers;
        this.branches = branches;
        this.features = features;
        this.labels = labels;
        this.map =
                ClassMaps.of(branches.generated(layers, features), labels, branches.classes(), layers.sizeOf(features));
        this.classMaps = branches.classMaps(layers, features);
        this.logits = classMaps.mean(2, 3);
    }

    /** The label's map, shape (B, P). */
    SDVariable map() {
        return map;
    }

    /** Class scores of the whole features, shape (B, K), at least 0. */
    SDVariable logits() {
        return logits;
    }

    /** Class scores on the features inside the label's map; generator and classifier both learn. */
    SDVariable maskedLogits() {
        ImageSize small = layers.sizeOf(classMaps);
        SDVariable mask = Enlargement.averaged(layers, map, layers.sizeOf(features), small);
        return classMaps.mul(mask.reshape(-1, 1, small.height(), small.width())).mean(2, 3);
    }

    /**
     * The mean over the batch of {@code e / (z + 1e-8)}, where e is the label's score on the features outside its map
     * and z, detached, the score on all features; 0 without gradient where e is not lower. e is computed by a frozen
     * copy of the classifier, so that only the map learns.
     */
    SDVariable suppression() {
        SDVariable whole = StopGradient.of(logits.mul(labels).sum(1));
        SDVariable erased = erasedLogits().mul(labels).sum(1);
        SDVariable lower = erased.lt(whole).castTo(erased.dataType());
        return erased.div(whole.add(TINY)).mul(lower).mean();
    }

    private SDVariable erasedLogits() {
        ImageSize size = layers.sizeOf(features);
        SDVariable kept = map.rsub(1.0).reshape(-1, 1, size.height(), size.width());
        Layers frozen = layers.detached();
        SDVariable left = frozen.sized(StopGradient.of(features).mul(kept), size);
        return branches.classMaps(frozen, left).mean(2, 3);
    }

    /** The mean of the label's map, in (0, 1). */
    SDVariable area() {
        return map.mean();
    }
}
