package org.wsol.eval.statistics;

import java.util.List;
import java.util.Locale;
import org.wsol.core.Box;
import org.wsol.eval.metric.Decision;
import org.wsol.eval.metric.ImageScore;

/**
 * The result of one image: the error taxonomy of the TS-CAM evaluation (Gao et al., ICCV 2021). The first one that
 * applies, in this order, is used. IoG is the intersection as a share of the ground-truth box, IoB as a share of the
 * predicted box.
 */
public enum Outcome {
    /** The predicted class is not the true one. Skipped if no class was predicted. */
    WRONG_CLASS,
    /** The box overlaps an object as much as required. */
    CORRECT,
    /** Several objects are covered at once: IoG above 0.3 for more than one. */
    MULTI_INSTANCE,
    /** The box covers only part of the object: IoB above 0.5 with the box it overlaps most. */
    PART,
    /** The box contains the object and much more: IoG of at least 0.7 with the box it overlaps most. */
    MORE,
    /** The box is elsewhere. */
    WRONG_PLACE;

    private static final double INSTANCE_SHARE = 0.3;
    private static final double PART_SHARE = 0.5;
    private static final double MORE_SHARE = 0.7;

    /** The name in files, for example {@code wrong-class}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The outcome with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The outcome of an image under a decision. */
    public static Outcome of(ImageScore image, Decision decision) {
        int label = image.truth().label();
        if (image.prediction().map(p -> !p.isTop1(label)).orElse(false)) {
            return WRONG_CLASS;
        }
        return decision.isLocalized(image)
                ? CORRECT
                : error(decision.boxOf().apply(image), decision.truthOf().apply(image));
    }

    private static Outcome error(Box box, List<Box> truth) {
        long covered = truth.stream()
                .filter(t -> intersection(box, t) > INSTANCE_SHARE * t.area())
                .count();
        if (covered > 1) {
            return MULTI_INSTANCE;
        }
        Box nearest = truth.get(0);
        for (Box candidate : truth) {
            nearest = candidate.iou(box) > nearest.iou(box) ? candidate : nearest;
        }
        long shared = intersection(box, nearest);
        if (shared > PART_SHARE * box.area()) {
            return PART;
        }
        return shared >= MORE_SHARE * nearest.area() ? MORE : WRONG_PLACE;
    }

    private static long intersection(Box a, Box b) {
        long w = Math.min(a.x1(), b.x1()) - Math.max(a.x0(), b.x0()) + 1L;
        long h = Math.min(a.y1(), b.y1()) - Math.max(a.y0(), b.y0()) + 1L;
        return Math.max(0, w) * Math.max(0, h);
    }
}
