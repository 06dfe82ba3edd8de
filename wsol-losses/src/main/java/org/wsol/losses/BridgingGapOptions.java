package org.wsol.losses;

import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;

/**
 * The keys of {@code method: {name: bridging-gap}}. Defaults are the paper's for CUB with VGG16.
 *
 * @param similarity the similarity loss
 * @param norm the norm loss
 * @param consistency the consistency loss
 * @param dropout attentive dropout
 */
public record BridgingGapOptions(
        @Setting(doc = "The loss that raises S where F is high and lowers it where F is low (paper, section 3.2).")
        Similarity similarity,

        @Setting(doc = "The loss that raises F where S is positive and lowers it where S is negative (section 3.2).")
        Norm norm,

        @Setting(
                doc =
                        "The loss on the difference between the features of the erased and of the complete image (section 3.3).")
        Consistency consistency,

        @Setting(doc = "Attentive dropout: which positions the erased branch loses (section 3.3).")
        Dropout dropout) {

    /**
     * The similarity loss.
     *
     * @param weight factor in the total
     * @param regions the values to which the two thresholds apply
     * @param foreground value above which a position is foreground
     * @param background value below which a position is background
     * @param start when the term begins
     */
    public record Similarity(
            @Setting(doc = "Factor of the term in the total loss; 0 omits the term.", defaultValue = "0.5", min = 0)
            double weight,

            @Setting(
                    doc =
                            "The values that thresholds apply to: scaled, F scaled to [0, 1] by its extremes (the paper's), or rank, the"
                                    + " share of positions in the image with a smaller F, which is insensitive to extreme values: then"
                                    + " foreground 0.7 means the highest 30 % of the positions.",
                    defaultValue = "scaled")
            Regions regions,

            @Setting(doc = "Value above which a position is foreground.", defaultValue = "0.6", min = 0, max = 1)
            double foreground,

            @Setting(doc = "Value below which a position is background.", defaultValue = "0.1", min = 0, max = 1)
            double background,

            @Setting(doc = "When the term is added to the loss (the warm-up).", defaultValue = "20 epochs")
            TrainingSpan start) {}

    /** The values that separate foreground and background for the similarity loss. */
    public enum Regions {
        /** F scaled to [0, 1] per image, as in the paper. */
        SCALED,
        /** The share of the image's positions with a smaller F. */
        RANK
    }

    /**
     * The norm loss.
     *
     * @param weight factor in the total
     * @param reference the similarity whose sign decides
     * @param margin how high it must be for F to be raised
     * @param start when the term begins
     */
    public record Norm(
            @Setting(doc = "Factor of the term in the total loss; 0 omits the term.", defaultValue = "0.15", min = 0)
            double weight,

            @Setting(
                    doc = "Whose similarity decides where F is raised: max, the largest over all classes (CUB), or"
                            + " target, the labelled class (ILSVRC).",
                    defaultValue = "max")
            Reference reference,

            @Setting(
                    doc =
                            "Similarity above which F is raised; 0 is the paper's. Above 0, positions that barely resemble the"
                                    + " class, often its usual background, are excluded.",
                    defaultValue = "0",
                    min = 0,
                    max = 1)
            double margin,

            @Setting(doc = "When the term is added to the loss (the warm-up).", defaultValue = "20 epochs")
            TrainingSpan start) {}

    /** The similarity whose sign tells the norm loss where to raise F. */
    public enum Reference {
        /** The largest over all classes, used for CUB. */
        MAX,
        /** The labelled class's, used for ILSVRC. */
        TARGET
    }

    /**
     * The consistency loss.
     *
     * @param weight factor in the total
     * @param detach the branch that gets no gradient
     * @param start when the term begins
     */
    public record Consistency(
            @Setting(
                    doc = "Factor of the term in the total loss; 0 omits the term and the erased branch.",
                    defaultValue = "3.0",
                    min = 0)
            double weight,

            @Setting(doc = "The branch that gets no gradient; none is the paper's choice.", defaultValue = "none")
            ConsistencyLoss.Detach detach,

            @Setting(doc = "When the term and the erased branch start.", defaultValue = "0 epochs")
            TrainingSpan start) {}

    /**
     * Attentive dropout.
     *
     * @param threshold share of the largest channel mean
     * @param probability probability that a candidate is erased
     * @param point the stage whose output is erased
     */
    public record Dropout(
            @Setting(
                    doc = "Positions whose channel mean exceeds this share of the image's largest are candidates.",
                    defaultValue = "0.8",
                    min = 0,
                    max = 1)
            double threshold,

            @Setting(doc = "Probability that a candidate is erased.", defaultValue = "0.5", min = 0, max = 1)
            double probability,

            @Setting(doc = "The stage whose output is erased; the backbone's published point unless given.")
            Optional<String> point) {}
}
