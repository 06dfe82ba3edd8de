package org.wsol.experiment.internal.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.experiment.results.LeftOut;
import org.wsol.experiment.results.LeftOutImages;

/** The images a run left out so far, each once; kept in its folder, so that an interrupted run remembers them. */
final class SkipRecord {
    private final Path folder;
    private final Map<String, LeftOut> images = new TreeMap<>();

    /** Restores what an earlier part of the run left out. */
    SkipRecord(Path folder) {
        this.folder = folder;
        LeftOutImages.read(folder).forEach(this::add);
    }

    /** Adds images of a split; nothing is written when all are known. */
    void add(DataSplit split, List<SkippedImage> skipped) {
        int before = images.size();
        for (SkippedImage image : skipped) {
            add(new LeftOut(split.name().id(), split.imageId(image.index()), image.reason()));
        }
        if (images.size() > before) {
            LeftOutImages.write(folder, List.copyOf(images.values()));
        }
    }

    private void add(LeftOut image) {
        images.putIfAbsent(image.part() + "/" + image.imageId(), image);
    }

    int count() {
        return images.size();
    }
}
