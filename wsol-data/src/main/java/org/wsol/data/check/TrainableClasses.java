package org.wsol.data.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.Required;

/** Checks that a training split has at least two classes. */
public final class TrainableClasses {
    /** Classes with fewer training images than this are rarely learned. */
    public static final int FEW_IMAGES = 10;

    private TrainableClasses() {}

    /**
     * Rejects a training split with images of a single class.
     *
     * @throws DataException naming the class and the remedy
     */
    public static void require(DataSplit train, List<String> classNames) {
        long filled = IntStream.range(0, train.size())
                .map(train::label)
                .distinct()
                .limit(2)
                .count();
        if (classNames.size() < 2 || filled < 2) {
            String only = train.size() > 0 ? classNames.get(train.label(0)) : String.join(", ", classNames);
            Optional<Path> below = classFoldersBelow(train);
            if (below.isPresent()) {
                throw new DataException("the training images are all in one folder, '" + only
                        + "', which counts as one class; if the folders in it are the classes: data.root="
                        + below.get());
            }
            throw new DataException("the training images are all of one class, '" + only
                    + "', which cannot be learned: there is no other class to distinguish it from; add a folder with images of"
                    + " something else, for example of the same places without the object");
        }
    }

    /** The folder of the only class if its images are in several sub-folders, which are probably the classes. */
    private static Optional<Path> classFoldersBelow(DataSplit train) {
        if (train.size() == 0) {
            return Optional.empty();
        }
        Path folder = Required.folderOf(Required.folderOf(train.imagePath(0)));
        Set<Path> folders = IntStream.range(0, train.size())
                .mapToObj(i -> Required.folderOf(train.imagePath(i)))
                .collect(Collectors.toSet());
        boolean together = folders.stream().allMatch(each -> folder.equals(each.getParent()));
        return folders.size() > 1 && together ? Optional.of(folder) : Optional.empty();
    }
}
