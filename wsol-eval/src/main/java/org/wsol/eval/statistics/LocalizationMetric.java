package org.wsol.eval.statistics;

/** A metric of a localization report for which intervals can be computed. */
public enum LocalizationMetric {
    /** Largest contour, overlap 50 percent. */
    MAX_BOX_ACC("maxBoxAcc"),
    /** All contours, mean over the overlaps. */
    MAX_BOX_ACC_V2("maxBoxAccV2"),
    /** The protocol's single box per image, overlap 50 percent. */
    GT_KNOWN("gtKnownLoc"),
    /** GT-known with the most likely class correct. */
    TOP1_LOC("top1Loc"),
    /** GT-known with the class among the five most likely. */
    TOP5_LOC("top5Loc"),
    /** The most likely class is correct. */
    TOP1_CLASS("top1Class"),
    /** The class is among the five most likely. */
    TOP5_CLASS("top5Class");

    private final String id;

    LocalizationMetric(String id) {
        this.id = id;
    }

    /** The name in files. */
    public String id() {
        return id;
    }
}
