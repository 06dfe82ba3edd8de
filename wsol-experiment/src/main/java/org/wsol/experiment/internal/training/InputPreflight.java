package org.wsol.experiment.internal.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.data.check.DamagedImages;
import org.wsol.data.check.TrainableClasses;
import org.wsol.data.image.ImageDecoder;
import org.wsol.experiment.schema.ExperimentConfig;

/** Quickly checks the files that a run will read, so that a wrong path is reported before anything starts. */
final class InputPreflight {
    /** The number of images whose files are read in a few seconds. */
    private static final int SMALL = 5000;

    private InputPreflight() {}

    /**
     * Checks the first image of each split or, if unreadable images are skipped, searches for the first readable one.
     *
     * @throws DataException if there is only one class, an image is missing and would not be skipped, or all images of
     *     a split would be skipped
     */
    static void at(ExperimentConfig config, Dataset dataset) {
        config.train().precision().onThisMachine("train.precision");
        config.evaluation().precision().onThisMachine("evaluation.precision");
        dataset.split(SplitName.TRAIN)
                .filter(train -> train.size() > 0)
                .ifPresent(train -> TrainableClasses.require(train, dataset.classNames()));
        Reading reading = config.data().preprocessing().reading();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).filter(part -> part.size() > 0).ifPresent(part -> {
                if (reading.onError() == OnError.SKIP) {
                    requireReadable(part, reading.decoder());
                } else {
                    requireFirst(part);
                }
            });
        }
    }

    /**
     * Checks all images of a small data set, except for their pixels: a damaged photo would otherwise end the training at
     * its first use.
     *
     * @throws DataException naming damaged images that would not be skipped
     */
    static void requireWhole(ExperimentConfig config, Dataset dataset) {
        if (config.data().preprocessing().reading().onError() == OnError.SKIP) {
            return;
        }
        List<DataSplit> splits = Arrays.stream(SplitName.values())
                .flatMap(name -> dataset.split(name).stream())
                .toList();
        if (splits.stream().mapToInt(DataSplit::size).sum() <= SMALL) {
            DamagedImages.requireNone(splits);
        }
    }

    private static void requireReadable(DataSplit part, ImageDecoder decoder) {
        String reason = "";
        for (int i = 0; i < part.size(); i++) {
            try {
                decoder.decode(part.imagePath(i));
                return;
            } catch (DataException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        throw new DataException("data.onError=skip would skip every image of the "
                + part.name().id() + " split; the last one: " + reason);
    }

    private static void requireFirst(DataSplit part) {
        Path first = part.imagePath(0);
        if (!Files.isRegularFile(first)) {
            throw new DataException("the first image of the " + part.name().id() + " split does not exist: " + first
                    + "; set the folder of the images (data.root or data.images), or fix the list that names it");
        }
    }
}
