package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.core.internal.lists.ReferenceLists;
import org.wsol.data.split.SplitBuilder;

/** Creates a split of a data set from the lists of the reference evaluation. */
final class ReferenceSplitReader {
    static final String IDS = ReferenceLists.IDS;

    private ReferenceSplitReader() {}

    /**
     * Reads a split.
     *
     * @param folder the folder of the text files
     * @param renamed new ids by old id
     * @throws DataException naming all invalid lines
     */
    static SplitBuilder read(SplitName name, Path folder, Path images, Path masks, Map<String, String> renamed) {
        SplitBuilder builder = new SplitBuilder(name, images, masks);
        BadLines bad = new BadLines();
        ReferenceLists.read(
                folder,
                true,
                id -> renamed.getOrDefault(id, id),
                new BuilderSink(builder),
                problem -> bad.guard(() -> {
                    throw problem;
                }));
        bad.throwIfAny();
        return builder;
    }

    private record BuilderSink(SplitBuilder builder) implements ReferenceLists.Sink {
        @Override
        public void add(String id, OptionalInt label) {
            // An image without a label has an invalid line, which is reported at the end of reading.
            builder.add(id, label.orElse(0));
        }

        @Override
        public OptionalInt indexOf(String id) {
            return builder.indexOf(id);
        }

        @Override
        public int size() {
            return builder.size();
        }

        @Override
        public void size(int image, ImageSize size) {
            builder.setSize(image, size);
        }

        @Override
        public void box(int image, Box box) {
            builder.addBox(image, box);
        }

        @Override
        public void mask(int image, String file) {
            builder.addMask(image, file);
        }

        @Override
        public void ignore(int image, String file) {
            builder.setIgnore(image, file);
        }
    }
}
