package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;

/**
 * The two factors of a class activation map, CAM = F x S x |w| (paper, section 3): F, the norm of the feature at each
 * position, and S, the cosine similarity between feature and class weight. All maps are (B, P) with P = H x W positions in
 * row-major order.
 */
public final class AlignmentMaps {
    /** Keeps quotients finite where a map is constant, as in the reference. */
    private static final double TINY = 1e-15;

    private final SDVariable features;
    private final SDVariable places;
    private final SDVariable norm;
    private final long channels;
    private final ImageSize size;

    /**
     * The maps of a feature variable. Channels and size are not known while a graph is built and must be right: with
     * other numbers the features of different images would be mixed.
     *
     * @param features shape (B, C, H, W), FLOAT or DOUBLE
     * @param channels the number of channels C
     * @param size rows H and columns W
     */
    public AlignmentMaps(SDVariable features, long channels, ImageSize size) {
        this.features = features;
        this.channels = channels;
        this.size = size;
        this.places = features.reshape(-1, channels, size.area());
        this.norm = Directions.length(places, 1).reshape(-1, size.area());
    }

    /** The norm map F: the length of the feature vector at each position, shape (B, P), at least 0. */
    public SDVariable norm() {
        return norm;
    }

    /**
     * The norm map scaled per image to [0, 1]: {@code (F - min F) / (max(F - min F) + 1e-15)}. The gradient goes through
     * minimum and maximum; a constant map becomes 0.
     */
    public SDVariable scaledNorm() {
        SDVariable raised = norm.sub(norm.min(true, 1));
        return raised.div(raised.max(true, 1).add(TINY));
    }

    /**
     * The similarity S of one class per image, {@code <f / max(|f|, 1e-12), w_y / max(|w_y|, 1e-12)>}. Memory is (B,
     * P), independent of the number of classes.
     *
     * @param weight class weights, shape (K, C)
     * @param oneHot the class of each image, shape (B, K)
     * @return shape (B, P), in [-1, 1]
     */
    public SDVariable similarity(SDVariable weight, SDVariable oneHot) {
        SDVariable chosen = Directions.unit(oneHot.mmul(weight), 1).reshape(-1, 1, channels);
        SDVariable products = chosen.mmul(places).reshape(-1, size.area());
        return products.div(Directions.atLeastSmallest(norm));
    }

    /**
     * The largest similarity over all classes, for comparisons only: {@link ClassMaximum} has no gradient. At most
     * {@value ClassMaximum#CLASSES_AT_A_TIME} classes of the (B, K, P) volume are in memory at a time: for B = 32, K =
     * 1000 and 28 x 28 positions 6.4 MB instead of 100 MB.
     *
     * @param weight class weights, shape (K, C)
     * @param classes the number of classes K
     * @return shape (B, P), in [-1, 1]
     */
    public SDVariable largestSimilarity(SDVariable weight, long classes) {
        SDVariable largest = ClassMaximum.of(features, Directions.unit(weight, 1), classes, channels);
        return largest.reshape(-1, size.area()).div(Directions.atLeastSmallest(norm));
    }

    /**
     * At each position the share of the image's positions whose norm is smaller, in [0, 1): the position's rank in F.
     * It does not depend on the scale of F, so a few extreme positions cannot shift the others. Carries no gradient.
     * Positions are compared in pairs: for B = 32 and 14 x 14 positions 1.2 million comparisons.
     *
     * @return shape (B, P)
     */
    public SDVariable rank() {
        SDVariable smaller = norm.reshape(-1, size.area(), 1).gt(norm.reshape(-1, 1, size.area()));
        return smaller.castTo(norm.dataType()).mean(2);
    }

    SameDiff graph() {
        return features.getSameDiff();
    }
}
