package org.wsol.experiment.internal.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.experiment.results.LeftOutImages;
import org.wsol.experiment.results.LeftOutImages.LeftOut;

/**
 * The images a run has skipped so far, each once; stored in its folder so that they are known after an interruption.
 */
final class SkipRecord {
    private final Path folder;
    private final Map<String, LeftOut> images = new TreeMap<>();

    /** Restores the images skipped before an interruption. */
    SkipRecord(Path folder) {
        this.folder = folder;
        LeftOutImages.read(folder).forEach(this::add);
    }

    /** Adds images of a split; nothing is written if all are known. */
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
        images.putIfAbsent(image.split() + "/" + image.imageId(), image);
    }

    int count() {
        return images.size();
    }
}
