package org.wsol.data.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.core.internal.io.PathNames;
import org.wsol.data.split.SplitRules;

/** Size, seed and folder of the demonstration set. */
public record DemoOptions(
        @Setting(
                doc = "Folder of generated sets, each in its own sub-folder. Absent: .cache/wsol in the home folder.",
                affectsResults = false)
        Optional<Path> folder,

        @Setting(
                doc = "Number of species, distinguished by the colour of their heads.",
                defaultValue = "6",
                min = 2,
                max = 10)
        int classes,

        @Setting(doc = "Side length of the images in pixels.", defaultValue = "96", min = 32, max = 1024)
        int size,

        @Setting(doc = "Number of training images.", defaultValue = "720", min = 1)
        int train,

        @Setting(doc = "Number of validation images.", defaultValue = "180", min = 1)
        int val,

        @Setting(doc = "Number of test images.", defaultValue = "240", min = 1)
        int test,

        @Setting(doc = "Seed of the generated images.", defaultValue = "1")
        long seed,

        @Setting(doc = "How splits are created and subsampled.")
        SplitRules split) {

    /** The standard set in a given folder. */
    public static DemoOptions in(Path folder) {
        return new DemoOptions(Optional.of(folder), 6, 96, 720, 180, 240, 1, SplitRules.none());
    }

    /** The same set with other numbers of images. */
    public DemoOptions withCounts(int training, int validation, int testing) {
        return new DemoOptions(folder, classes, size, training, validation, testing, seed, split);
    }

    /** The folder of this set. */
    Path home() {
        Path parent = folder.orElseGet(() -> PathNames.home().resolve(".cache/wsol"));
        return parent.resolve("demo-v" + DemoGenerator.VERSION + "-" + classes + "x" + size + "px-" + train + "-" + val
                + "-" + test + "-seed" + seed);
    }
}
