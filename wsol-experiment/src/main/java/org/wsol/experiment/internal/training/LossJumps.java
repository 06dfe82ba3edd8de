package org.wsol.experiment.internal.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Detects a jump of the mean loss of an epoch while the set of active terms is unchanged. A jump exceeds each of the
 * last three epochs by more than three times the usual change between epochs and by more than 0.3, which is large for
 * losses based on cross-entropies. The epoch in which a term starts is ignored, as it contains the term for some of its
 * steps only.
 */
final class LossJumps {
    private static final int LOOK_BACK = 3;
    private static final int CHANGES = 6;
    private static final double TIMES = 3;
    private static final double LEAST = 0.3;

    private final List<Double> totals = new ArrayList<>();
    private Set<String> terms = Set.of();

    /**
     * Records an epoch.
     *
     * @param total mean loss per image
     * @param active the active terms
     * @return the message for the user, if there was a jump
     */
    Optional<String> next(double total, Set<String> active) {
        if (!active.equals(terms)) {
            terms = Set.copyOf(active);
            totals.clear();
            return Optional.empty();
        }
        Optional<String> jump = isJump(total) ? Optional.of(message(total)) : Optional.empty();
        totals.add(total);
        return jump;
    }

    private boolean isJump(double total) {
        if (totals.size() < 2) {
            return false;
        }
        double rise = total - Collections.max(recent(LOOK_BACK));
        return rise > LEAST && rise > TIMES * usualChange();
    }

    private double usualChange() {
        List<Double> last = recent(CHANGES);
        double[] changes = IntStream.range(1, last.size())
                .mapToDouble(i -> Math.abs(last.get(i) - last.get(i - 1)))
                .sorted()
                .toArray();
        return changes[changes.length / 2];
    }

    private List<Double> recent(int most) {
        return totals.subList(Math.max(0, totals.size() - most), totals.size());
    }

    private String message(double total) {
        return String.format(
                Locale.ROOT,
                "the mean loss of the epoch jumped from %.3f to %.3f, and no term has just started; if it does not fall"
                        + " again, limit the gradients with train.clipNorm or lower train.lr",
                totals.get(totals.size() - 1),
                total);
    }
}
