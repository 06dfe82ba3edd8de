package org.wsol.experiment.training;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.OnError;
import org.wsol.data.check.TrainableClasses;
import org.wsol.experiment.schema.ExperimentConfig;

/** Looks at the files a run will read, as far as that takes no time, so that a wrong path is answered before anything starts. */
final class InputPreflight {
    private InputPreflight() {}

    /**
     * Looks for the first image of each part.
     *
     * @throws DataException when there is one class only, or an image is missing and the run would not leave it out
     */
    static void at(ExperimentConfig config, Dataset dataset) {
        dataset.split(SplitName.TRAIN)
                .filter(train -> train.size() > 0)
                .ifPresent(train -> TrainableClasses.require(train, dataset.classNames()));
        if (config.data().preprocessing().reading().onError() == OnError.SKIP) {
            return;
        }
        for (SplitName name : SplitName.values()) {
            dataset.split(name).filter(part -> part.size() > 0).ifPresent(InputPreflight::requireFirst);
        }
    }

    private static void requireFirst(DataSplit part) {
        Path first = part.imagePath(0);
        if (!Files.isRegularFile(first)) {
            throw new DataException("the first image of the " + part.name().id() + " split does not exist: " + first
                    + "; set the folder of the images (data.root or data.images), or fix the list that names it");
        }
    }
}
