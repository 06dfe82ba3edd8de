package org.wsol.data.check;

import java.util.List;
import java.util.stream.IntStream;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;

/** Checks that a training split has at least two classes. */
public final class TrainableClasses {
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
            throw new DataException("the training images are all of one class, '" + only
                    + "', which cannot be learned: there is no other class to distinguish it from; add a folder with images of"
                    + " something else, for example of the same places without the object");
        }
    }
}
