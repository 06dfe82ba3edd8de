package org.wsol.data.split;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Counted;
import org.wsol.core.internal.lists.TextLines;

/**
 * How the splits of a data set are derived and reduced after reading. By default the splits are used as given. Applied
 * in the order proxy list, test fraction, validation fraction, samples per class.
 */
public record SplitRules(
        @Setting(
                doc = "Share of each class's training images that becomes the test split; for sets without one.",
                defaultValue = "0",
                min = 0,
                max = 0.9)
        double testFraction,

        @Setting(
                doc = "Share of each class's training images that becomes the val split, replacing a given one; boxes"
                        + " are kept, so that thresholds and settings can be tuned without the test split.",
                defaultValue = "0",
                min = 0,
                max = 0.9)
        double valFraction,

        @Setting(
                doc = "Number of training images kept per class; 0: all. Classes with fewer images keep all of them.",
                defaultValue = "0",
                min = 0)
        int samplesPerClass,

        @Setting(
                doc = "Number of validation images kept per class; 0: all. Classes with fewer images keep all of them.",
                defaultValue = "0",
                min = 0)
        int valSamplesPerClass,

        @Setting(
                doc =
                        "Text file of image ids; only these training images are kept (the reference's proxy set of ILSVRC).")
        Optional<Path> proxy,

        @Setting(doc = "Seed for the choice of the images of fractions and samples.", defaultValue = "0")
        long seed) {
    private static final double MOST = 0.9;

    /** @throws InvalidInputException if a share is not between 0 and 0.9, or a number is negative */
    public SplitRules {
        requireShare("testFraction", testFraction);
        requireShare("valFraction", valFraction);
        if (samplesPerClass < 0 || valSamplesPerClass < 0) {
            throw new InvalidInputException("the number of samples per class must be at least 0, was "
                    + Math.min(samplesPerClass, valSamplesPerClass));
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= MOST)) {
            throw new InvalidInputException(name + " must be between 0 and " + MOST + ", was " + share);
        }
    }

    /** The splits as given. */
    public static SplitRules none() {
        return new SplitRules(0, 0, 0, 0, Optional.empty(), 0);
    }

    /** The same rules with another share for validation. */
    public SplitRules withValFraction(double fraction) {
        return new SplitRules(testFraction, fraction, samplesPerClass, valSamplesPerClass, proxy, seed);
    }

    /** The same rules with another share for testing. */
    public SplitRules withTestFraction(double fraction) {
        return new SplitRules(fraction, valFraction, samplesPerClass, valSamplesPerClass, proxy, seed);
    }

    /** The same rules with a number of training samples per class. */
    public SplitRules withSamplesPerClass(int count) {
        return new SplitRules(testFraction, valFraction, count, valSamplesPerClass, proxy, seed);
    }

    /** The same rules with a list of the training images to keep. */
    public SplitRules withProxy(Path list) {
        return new SplitRules(testFraction, valFraction, samplesPerClass, valSamplesPerClass, Optional.of(list), seed);
    }

    /**
     * Applies these rules to a data set.
     *
     * @throws InvalidInputException if a fraction is set for a split that already exists
     */
    public Dataset apply(Dataset dataset) {
        Map<SplitName, DataSplit> parts = new EnumMap<>(SplitName.class);
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(part -> parts.put(name, part));
        }
        proxy.ifPresent(list -> parts.computeIfPresent(SplitName.TRAIN, (name, train) -> keepListed(train, list)));
        if (testFraction > 0 && parts.containsKey(SplitName.TEST)) {
            throw new InvalidInputException("data.split.testFraction is " + testFraction + ", but data set "
                    + dataset.name()
                    + " already has a test split ("
                    + Counted.of(parts.get(SplitName.TEST).size(), "image") + ", the first is "
                    + parts.get(SplitName.TEST).imagePath(0) + "); set data.split.testFraction=0 to use it");
        }
        carve(parts, SplitName.TEST, testFraction);
        carve(parts, SplitName.VAL, valFraction);
        sample(parts, SplitName.TRAIN, dataset.classNames(), samplesPerClass);
        sample(parts, SplitName.VAL, dataset.classNames(), valSamplesPerClass);
        return new ListedDataset(dataset.name(), dataset.classNames(), parts, dataset.notes());
    }

    private void carve(Map<SplitName, DataSplit> parts, SplitName target, double fraction) {
        DataSplit train = parts.get(SplitName.TRAIN);
        if (fraction <= 0 || train == null) {
            return;
        }
        boolean[] taken = ClassSampler.fraction(train, fraction, seed, "split/" + target.id());
        parts.put(target, subset(train, target, taken, true));
        parts.put(SplitName.TRAIN, subset(train, SplitName.TRAIN, taken, false));
    }

    private void sample(Map<SplitName, DataSplit> parts, SplitName name, List<String> classNames, int count) {
        DataSplit part = parts.get(name);
        if (count > 0 && part != null) {
            parts.put(name, subset(part, name, ClassSampler.count(part, classNames, count, seed), true));
        }
    }

    private static DataSplit keepListed(DataSplit train, Path list) {
        Set<String> listed = new HashSet<>();
        TextLines.forEach(list, line -> listed.add(line.imageId(line.text())));
        boolean[] taken = new boolean[train.size()];
        int found = 0;
        for (int i = 0; i < train.size(); i++) {
            taken[i] = listed.contains(train.imageId(i));
            found += taken[i] ? 1 : 0;
        }
        if (found < listed.size()) {
            throw new InvalidInputException("the proxy list " + list + " names " + Counted.of(listed.size(), "image")
                    + ", but only " + found + " of them are training images; is it made for another data set?");
        }
        return subset(train, SplitName.TRAIN, taken, true);
    }

    private static DataSplit subset(DataSplit base, SplitName name, boolean[] taken, boolean keep) {
        int[] indices =
                IntStream.range(0, taken.length).filter(i -> taken[i] == keep).toArray();
        return new SubsetSplit(base, name, indices);
    }
}
