package org.wsol.data.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.DataSplit;
import org.wsol.core.random.SplitMix64;

/**
 * Selects images class by class, each class with its own random stream, so that the size of one class does not affect
 * another.
 */
final class ClassSampler {
    private static final Logger LOG = LoggerFactory.getLogger(ClassSampler.class);

    private static final int SHOWN = 20;

    private ClassSampler() {}

    /** Marks a share of each class, rounded, but always keeps one image per class. */
    static boolean[] fraction(DataSplit split, double fraction, long seed, String purpose) {
        boolean[] taken = new boolean[split.size()];
        byClass(split).forEach((label, images) -> {
            long wanted = Math.round(images.size() * fraction);
            take(images, (int) Math.min(wanted, images.size() - 1L), stream(seed, purpose, label), taken);
        });
        return taken;
    }

    /** Marks a number of images of each class; a smaller class is kept whole and named in a warning. */
    static boolean[] count(DataSplit split, List<String> classNames, int count, long seed) {
        boolean[] taken = new boolean[split.size()];
        List<String> tooFew = new ArrayList<>();
        byClass(split).forEach((label, images) -> {
            if (images.size() < count) {
                tooFew.add(classNames.get(label) + " (" + images.size() + ")");
            }
            int wanted = Math.min(count, images.size());
            take(images, wanted, stream(seed, "sample/" + split.name().id(), label), taken);
        });
        if (!tooFew.isEmpty()) {
            LOG.warn(
                    "{}: {} of the classes have fewer than the {} requested images and are used completely: {}{}",
                    split.name().id(),
                    tooFew.size(),
                    count,
                    String.join(", ", tooFew.subList(0, Math.min(SHOWN, tooFew.size()))),
                    tooFew.size() > SHOWN ? " and " + (tooFew.size() - SHOWN) + " more" : "");
        }
        return taken;
    }

    private static SplitMix64 stream(long seed, String purpose, int label) {
        return SplitMix64.named(seed, purpose + "/class/" + label);
    }

    private static void take(List<Integer> images, int wanted, SplitMix64 random, boolean[] taken) {
        int[] order = random.permutation(images.size());
        for (int i = 0; i < wanted; i++) {
            taken[images.get(order[i])] = true;
        }
    }

    private static Map<Integer, List<Integer>> byClass(DataSplit split) {
        Map<Integer, List<Integer>> images = new TreeMap<>();
        for (int i = 0; i < split.size(); i++) {
            images.computeIfAbsent(split.label(i), label -> new ArrayList<>()).add(i);
        }
        return images;
    }
}
