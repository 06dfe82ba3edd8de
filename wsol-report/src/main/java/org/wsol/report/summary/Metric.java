package org.wsol.report.summary;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.RunMetrics;

/** The metrics of a report, in percent; higher is better. */
public enum Metric {
    /** Mean box accuracy over IoU 0.3, 0.5 and 0.7, all contours. */
    MAX_BOX_ACC_V2("maxBoxAccV2", "MaxBoxAccV2", localization(Localization::maxBoxAccV2)),
    /** The same with the thresholds that were best on the validation split; a column of tables only on request. */
    MAX_BOX_ACC_V2_TRANSFERRED("maxBoxAccV2.transferred", "MaxBoxAccV2 (transferred)", metrics -> Optional.ofNullable(
                    metrics.protocols().get("transferred"))
            .map(Localization::maxBoxAccV2)
            .orElse(OptionalDouble.empty())),
    /** Box accuracy at IoU 0.3, all contours. */
    BOX_ACC_30("boxAcc30", "IoU 30", localization(scores -> scores.boxAccAt("30"))),
    /** Box accuracy at IoU 0.5, all contours. */
    BOX_ACC_50("boxAcc50", "IoU 50", localization(scores -> scores.boxAccAt("50"))),
    /** Box accuracy at IoU 0.7, all contours. */
    BOX_ACC_70("boxAcc70", "IoU 70", localization(scores -> scores.boxAccAt("70"))),
    /** Box accuracy at IoU 0.5, largest contour. */
    MAX_BOX_ACC("maxBoxAcc", "MaxBoxAcc", localization(Localization::maxBoxAcc)),
    /** Localization with the labelled class given. */
    GT_KNOWN_LOC("gtKnownLoc", "GT-known Loc", localization(Localization::gtKnownLoc)),
    /** Localization with the first class correct too. */
    TOP1_LOC("top1Loc", "Top-1 Loc", localization(Localization::top1Loc)),
    /** Localization with one of the first five classes correct too. */
    TOP5_LOC("top5Loc", "Top-5 Loc", localization(Localization::top5Loc)),
    /** Pixel average precision. */
    PX_AP("pxAp", "PxAP", localization(Localization::pxAp)),
    /** Classification accuracy. */
    TOP1("top1", "Top-1", metrics -> metrics.test().classification().top1()),
    /** Classification accuracy among the first five classes. */
    TOP5("top5", "Top-5", metrics -> metrics.test().classification().top5());

    private final String key;
    private final String label;
    private final Function<RunMetrics, OptionalDouble> value;

    Metric(String key, String label, Function<RunMetrics, OptionalDouble> value) {
        this.key = key;
        this.label = label;
        this.value = value;
    }

    private static Function<RunMetrics, OptionalDouble> localization(Function<Localization, OptionalDouble> value) {
        return metrics -> value.apply(metrics.test().localization());
    }

    /** The name in {@code metrics.json}. */
    public String key() {
        return key;
    }

    /** The display name. */
    public String label() {
        return label;
    }

    /** The value of a run; empty if it was not measured. */
    public OptionalDouble of(RunMetrics metrics) {
        return value.apply(metrics);
    }
}
