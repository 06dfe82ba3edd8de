package org.wsol.data.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;
import org.wsol.core.progress.Progress;
import org.wsol.data.image.ImageDecoder;

/**
 * Checks a data set before training: reads and decodes every image, compares sizes, boxes and masks, compares the
 * numbers of images and classes with the published ones, finds images that are in two splits.
 */
public final class DatasetChecker {
    private final ImageDecoder decoder;
    private final Progress progress;

    /** A checker that decodes as training would: with the same limit on pixels and the same use of EXIF orientation. */
    public DatasetChecker(ImageDecoder decoder, Progress progress) {
        this.decoder = decoder;
        this.progress = progress;
    }

    /** Checks the whole set; takes about as long as decoding every image once. */
    public CheckReport check(Dataset dataset) {
        Findings findings = new Findings();
        List<DataSplit> parts = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(parts::add);
        }
        List<PartSummary> summaries = parts.stream()
                .map(part -> summarize(part, dataset.classNames()))
                .toList();
        PublishedSet.of(dataset).ifPresent(known -> known.compare(dataset, summaries, findings));
        checkLabels(summaries, findings);
        checkClassCount(summaries, findings);
        dataset.notes().forEach(note -> findings.add(FindingKind.LEFT_OUT, note));
        checkImages(parts, findings);
        ExtraFiles.find(parts, findings);
        return new CheckReport(dataset.name(), dataset.classNames().size(), summaries, findings.sorted());
    }

    private static PartSummary summarize(DataSplit part, List<String> classNames) {
        int[] perClass = new int[classNames.size()];
        int boxes = 0;
        int masks = 0;
        for (int i = 0; i < part.size(); i++) {
            perClass[part.label(i)]++;
            boxes += part.boxes(i).size();
            masks += part.masks(i).map(files -> files.masks().size()).orElse(0);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int label = 0; label < perClass.length; label++) {
            counts.put(classNames.get(label), perClass[label]);
        }
        return new PartSummary(part.name(), part.size(), boxes, masks, counts);
    }

    private static void checkLabels(List<PartSummary> parts, Findings findings) {
        for (PartSummary part : parts) {
            FindingKind empty = part.name() == SplitName.TRAIN ? FindingKind.LABEL_GAP : FindingKind.NOT_TESTED;
            part.imagesPerClass().forEach((name, count) -> {
                if (count == 0) {
                    findings.add(empty, part.name().id() + ": class '" + name + "' has no image");
                }
            });
            if (part.name() != SplitName.TRAIN && part.boxes() == 0 && part.masks() == 0) {
                findings.add(
                        FindingKind.NO_BOXES,
                        part.name().id()
                                + ": no boxes, so no MaxBoxAcc, GT-known, Top-1 or Top-5 Loc; no masks, so no PxAP");
            }
        }
    }

    /** Training needs two classes that have images. */
    private static void checkClassCount(List<PartSummary> parts, Findings findings) {
        for (PartSummary part : parts) {
            List<String> filled = part.imagesPerClass().entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
            if (part.name() == SplitName.TRAIN && filled.size() == 1) {
                findings.add(FindingKind.ONE_CLASS, "train: only '" + filled.get(0) + "' has images");
            }
        }
    }

    private void checkImages(List<DataSplit> parts, Findings findings) {
        Map<Long, String> seen = new HashMap<>();
        long total = parts.stream().mapToLong(DataSplit::size).sum();
        try (Progress.Task task = progress.start("checking images", total)) {
            for (DataSplit part : parts) {
                Map<Long, String> here = hashes(part, findings, task);
                here.forEach((hash, image) -> {
                    String elsewhere = seen.putIfAbsent(hash, image);
                    if (elsewhere != null) {
                        findings.add(FindingKind.DUPLICATE, image + " = " + elsewhere);
                    }
                });
            }
        }
    }

    /** The images of a split by content. */
    private Map<Long, String> hashes(DataSplit part, Findings findings, Progress.Task task) {
        ImageCheck check = new ImageCheck(part, decoder, findings);
        OptionalLong[] hashes = new OptionalLong[part.size()];
        IntStream.range(0, part.size()).parallel().forEach(i -> {
            hashes[i] = check.check(i);
            synchronized (task) {
                task.step(1, "");
            }
        });
        Map<Long, String> images = new HashMap<>();
        Map<Long, Integer> labels = new HashMap<>();
        for (int i = 0; i < hashes.length; i++) {
            String image = part.name().id() + " " + part.imageId(i);
            int label = part.label(i);
            hashes[i].ifPresent(hash -> {
                String known = images.putIfAbsent(hash, image);
                if (known != null && Required.value(labels, hash) != label) {
                    findings.add(FindingKind.TWO_CLASSES, image + " = " + known);
                }
                labels.putIfAbsent(hash, label);
            });
        }
        return images;
    }

    /** All image files of all splits, absolute. */
    static Set<Path> listed(List<DataSplit> parts) {
        Set<Path> files = new HashSet<>();
        for (DataSplit part : parts) {
            for (int i = 0; i < part.size(); i++) {
                files.add(part.imagePath(i).toAbsolutePath().normalize());
            }
        }
        return files;
    }
}
