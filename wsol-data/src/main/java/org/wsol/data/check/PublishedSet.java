package org.wsol.data.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;

/**
 * The published numbers of a known data set.
 *
 * @param prefix the prefix of its name, lower case
 * @param classes number of classes
 * @param splits numbers by split
 */
record PublishedSet(String prefix, int classes, Map<SplitName, Numbers> splits) {

    /**
     * The numbers of one split.
     *
     * @param images number of images
     * @param annotations number of boxes, or of masks if the data set has no boxes
     */
    record Numbers(int images, int annotations) {}

    private static final List<PublishedSet> KNOWN = List.of(
            new PublishedSet(
                    "cub",
                    200,
                    Map.of(
                            SplitName.TRAIN, new Numbers(5994, 0),
                            SplitName.VAL, new Numbers(1000, 1000),
                            SplitName.TEST, new Numbers(5794, 5794))),
            new PublishedSet(
                    "ilsvrc",
                    1000,
                    Map.of(
                            SplitName.TRAIN, new Numbers(1281167, 0),
                            SplitName.VAL, new Numbers(10000, 18532),
                            SplitName.TEST, new Numbers(50000, 80477))),
            new PublishedSet(
                    "openimages",
                    100,
                    Map.of(
                            SplitName.TRAIN, new Numbers(29819, 0),
                            SplitName.VAL, new Numbers(2500, 3854),
                            SplitName.TEST, new Numbers(5000, 7632))));

    static Optional<PublishedSet> of(Dataset dataset) {
        String name = dataset.name().toLowerCase(Locale.ROOT).replace("imagenet", "ilsvrc");
        return KNOWN.stream().filter(set -> name.startsWith(set.prefix)).findFirst();
    }

    /** Adds a finding for every number that differs, or one note if the data set has fewer classes. */
    void compare(Dataset dataset, List<SplitSummary> summaries, Findings findings) {
        int here = dataset.classNames().size();
        if (here < classes) {
            findings.add(
                    FindingKind.SUBSET, dataset.name() + " has " + here + " of the published " + classes + " classes");
            return;
        }
        for (SplitSummary split : summaries) {
            Numbers numbers = Required.value(splits, split.name());
            int annotations = split.boxes() > 0 ? split.boxes() : split.masks();
            compare(split, "images", split.images(), numbers.images(), findings);
            if (numbers.annotations() > 0 && annotations > 0) {
                compare(split, split.boxes() > 0 ? "boxes" : "masks", annotations, numbers.annotations(), findings);
            }
        }
    }

    private static void compare(SplitSummary split, String what, int here, int published, Findings findings) {
        if (here != published) {
            findings.add(
                    FindingKind.COUNT,
                    String.format(
                            Locale.ROOT,
                            "%s: %,d %s, published %,d",
                            split.name().id(),
                            here,
                            what,
                            published));
        }
    }
}
