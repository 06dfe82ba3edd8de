package org.wsol.cli.config.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.cli.config.schema.Selection;
import org.wsol.cli.config.schema.Selector;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;

/** The section {@code data}; the layout adds keys of its own. */
public record DataConfig(
        @Selector(kind = ComponentKinds.LAYOUT, key = "layout")
        @Setting(doc = "How the folder is organised: the name of a data set layout.")
        Selection layout,

        @Setting(
                doc = "The folder of the data set, relative to the working directory. The annotations found there"
                        + " are part of a run's identity, its place is not.",
                affectsResults = false)
        Optional<Path> root,

        @Setting(doc = "Side of the square the network sees, in pixels.", defaultValue = "224", min = 16, max = 2048)
        int imageSize,

        @Setting(
                doc = "Side of the square an image is scaled to in training before a random crop of imageSize, in"
                        + " pixels.",
                defaultValue = "256",
                min = 16,
                max = 4096)
        int resizeSize,

        @Setting(
                doc = "Threads that read and transform images.",
                defaultValue = "2",
                min = 1,
                max = 256,
                affectsResults = false)
        int workers,

        @Setting(
                doc = "Where decoded images are kept between epochs: nowhere, in memory, or in files.",
                defaultValue = "memory",
                allowed = {"none", "memory", "disk"},
                affectsResults = false)
        String cache,

        @Setting(
                doc = "What happens when an image cannot be read: end the run, or leave the image out and say so.",
                defaultValue = "fail",
                allowed = {"fail", "skip"})
        String onError) {

    /** Refuses a crop larger than the image it is cut from. */
    public DataConfig {
        if (resizeSize < imageSize) {
            throw new InvalidInputException(
                    "resizeSize " + resizeSize + " is smaller than imageSize " + imageSize + ": no crop fits");
        }
    }
}
