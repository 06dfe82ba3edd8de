package org.wsol.data.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Counted;
import org.wsol.core.progress.Progress;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormat;

/**
 * Checks a data set before training: reads and decodes every image, compares sizes, boxes and masks, compares the
 * numbers of images and classes with the published ones, finds images that occur in two splits.
 */
public final class DatasetChecker {
    private final ImageDecoder decoder;
    private final Progress progress;

    /** Creates a checker that decodes images as in training: with the same pixel limit and EXIF handling. */
    public DatasetChecker(ImageDecoder decoder, Progress progress) {
        this.decoder = decoder;
        this.progress = progress;
    }

    /** Checks the whole data set; takes about as long as decoding every image once. */
    public CheckReport check(Dataset dataset) {
        return check(dataset, List.of(images(dataset, 0, count(dataset))));
    }

    /** The number of images in all splits. */
    public static int count(Dataset dataset) {
        return splits(dataset).stream().mapToInt(DataSplit::size).sum();
    }

    /**
     * Checks the images of a range individually.
     *
     * @param from the first image, counted over all splits
     * @param to the index after the last image
     */
    public CheckedImages images(Dataset dataset, int from, int to) {
        Findings findings = new Findings();
        long[] hashes = new long[to - from];
        try (Progress.Task task = progress.start("checking images", hashes.length)) {
            int begin = 0;
            for (DataSplit split : splits(dataset)) {
                ImageCheck check = new ImageCheck(split, decoder, findings);
                int offset = begin;
                IntStream.range(Math.max(from, begin), Math.min(to, begin + split.size()))
                        .parallel()
                        .forEach(i -> {
                            hashes[i - from] = check.check(i - offset).orElse(CheckedImages.NO_CONTENT);
                            synchronized (task) {
                                task.step(1, "");
                            }
                        });
                begin += split.size();
            }
        }
        return new CheckedImages(from, hashes, findings.sorted());
    }

    /**
     * The report on a data set whose images were already checked.
     *
     * @param ranges results of {@link #images} for ranges that cover all images, in order
     */
    public CheckReport check(Dataset dataset, List<CheckedImages> ranges) {
        Findings findings = new Findings();
        List<DataSplit> splits = splits(dataset);
        List<SplitSummary> summaries = splits.stream()
                .map(split -> summarize(split, dataset.classNames()))
                .toList();
        PublishedSet.of(dataset).ifPresent(known -> known.compare(dataset, summaries, findings));
        checkLabels(summaries, findings);
        checkClassCount(summaries, findings);
        dataset.notes().stream()
                .filter(note -> !note.contains(ImageFormat.UNSUPPORTED)) // ExtraFiles reports each of these files
                .forEach(note -> findings.add(FindingKind.LEFT_OUT, note));
        ranges.forEach(range -> range.findings().forEach(findings::add));
        new Duplicates(splits, ranges).find(findings);
        ExtraFiles.find(splits, dataset.classNames(), findings);
        return new CheckReport(dataset.name(), dataset.classNames().size(), summaries, findings.sorted());
    }

    private static List<DataSplit> splits(Dataset dataset) {
        List<DataSplit> splits = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(splits::add);
        }
        return splits;
    }

    private static SplitSummary summarize(DataSplit split, List<String> classNames) {
        int[] perClass = new int[classNames.size()];
        int boxes = 0;
        int masks = 0;
        for (int i = 0; i < split.size(); i++) {
            perClass[split.label(i)]++;
            boxes += split.boxes(i).size();
            masks += split.masks(i).map(files -> files.masks().size()).orElse(0);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int label = 0; label < perClass.length; label++) {
            counts.put(classNames.get(label), perClass[label]);
        }
        return new SplitSummary(split.name(), split.size(), boxes, masks, counts);
    }

    private static void checkLabels(List<SplitSummary> splits, Findings findings) {
        for (SplitSummary split : splits) {
            FindingKind empty = split.name() == SplitName.TRAIN ? FindingKind.LABEL_GAP : FindingKind.NOT_TESTED;
            split.imagesPerClass().forEach((name, count) -> {
                String images = split.name().id() + ": class '" + name + "' has ";
                if (count == 0) {
                    findings.add(empty, images + "no image");
                } else if (split.name() == SplitName.TRAIN && count < TrainableClasses.FEW_IMAGES) {
                    findings.add(FindingKind.FEW_IMAGES, images + Counted.of(count, "image"));
                }
            });
            if (split.name() != SplitName.TRAIN && split.boxes() == 0 && split.masks() == 0) {
                findings.add(
                        FindingKind.NO_BOXES,
                        split.name().id()
                                + ": no boxes, so no MaxBoxAcc, GT-known, Top-1 or Top-5 Loc; no masks, so no PxAP");
            }
        }
    }

    /** Training needs two classes with images. */
    private static void checkClassCount(List<SplitSummary> splits, Findings findings) {
        for (SplitSummary split : splits) {
            List<String> filled = split.imagesPerClass().entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
            if (split.name() == SplitName.TRAIN && filled.size() == 1) {
                findings.add(FindingKind.ONE_CLASS, "train: only '" + filled.get(0) + "' has images");
            }
        }
    }
}
