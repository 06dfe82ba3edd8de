package org.wsol.experiment.training;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.OnError;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFiles;
import org.wsol.experiment.schema.ExperimentConfig;

/** Looks at the files a run will read, as far as that takes no time, so that a wrong path is answered before anything starts. */
final class InputPreflight {
    private InputPreflight() {}

    /**
     * Opens the weight file and looks for the first image of each part.
     *
     * @throws InvalidInputException when the weight file is damaged or of no known format
     * @throws DataException when an image is missing and the run would not leave it out
     */
    static void at(ExperimentConfig config, Dataset dataset) {
        config.model().pretrained().ifPresent(path -> open(path, config));
        if (config.data().preprocessing().reading().onError() == OnError.SKIP) {
            return;
        }
        for (SplitName name : SplitName.values()) {
            dataset.split(name).filter(part -> part.size() > 0).ifPresent(InputPreflight::requireFirst);
        }
    }

    /** Opening reads the header, no weights. */
    private static void open(Path path, ExperimentConfig config) {
        String backbone = config.model().backbone().name();
        try (WeightFile file = WeightFiles.open(path, backbone)) {
            if (file.tensors().isEmpty()) {
                throw new InvalidInputException("model.pretrained: the weight file " + path + " holds no tensor");
            }
        }
    }

    private static void requireFirst(DataSplit part) {
        Path first = part.imagePath(0);
        if (!Files.isRegularFile(first)) {
            throw new DataException("the first image of the " + part.name().id() + " part does not exist: " + first
                    + "; set the folder of the images (data.root or data.images), or mend the list that names it");
        }
    }
}
