package org.wsol.experiment.internal.training;

import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.data.SplitView;

/**
 * One split of a data set as the test split of a model; classes are matched by name.
 *
 * @param dataset the data set
 * @param scored the split with the model's labels
 * @param classNames the model's classes
 */
public record ScoredDataset(Dataset dataset, DataSplit scored, List<String> classNames) implements Dataset {

    /**
     * The split of a data set.
     *
     * @throws InvalidInputException if there is no such split, or the model does not have one of its classes
     */
    public static ScoredDataset of(Dataset dataset, SplitName name, List<String> classNames) {
        DataSplit split = dataset.split(name)
                .filter(found -> found.size() > 0)
                .orElseThrow(() -> new InvalidInputException("data set " + dataset.name() + " has no " + name.id()
                        + " split; --split names another one, and --split train takes all images"
                        + " of a set that is not divided"));
        int[] labels = dataset.classNames().stream()
                .mapToInt(className -> label(className, classNames))
                .toArray();
        for (int i = 0; i < split.size(); i++) {
            String className = dataset.classNames().get(split.label(i));
            if (labels[split.label(i)] < 0) {
                throw new InvalidInputException("the model has no class '" + className + "' of data set "
                        + dataset.name() + Suggestion.forName(className, classNames) + "; classes: "
                        + String.join(", ", classNames));
            }
        }
        return new ScoredDataset(dataset, new Relabelled(split, labels), List.copyOf(classNames));
    }

    private static int label(String className, List<String> classNames) {
        return classNames.indexOf(className);
    }

    @Override
    public String name() {
        return dataset.name();
    }

    @Override
    public Optional<DataSplit> split(SplitName name) {
        return name == SplitName.TEST ? Optional.of(scored) : Optional.empty();
    }

    @Override
    public String fingerprint() {
        return dataset.fingerprint();
    }

    /** A split with other class numbers. */
    private record Relabelled(DataSplit base, int[] labels) implements SplitView {
        @Override
        public int label(int index) {
            return labels[base.label(index)];
        }
    }
}
