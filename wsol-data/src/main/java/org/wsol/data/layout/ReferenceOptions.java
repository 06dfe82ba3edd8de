package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.data.split.SplitRules;

/** The folders of a data set in the metadata layout of the reference evaluation. */
public record ReferenceOptions(
        @Setting(doc = "Folder that image ids are relative to.")
        Path images,

        @Setting(
                doc = "Folder with one sub-folder per split (train, val, test), each containing image_ids.txt,"
                        + " class_labels.txt, image_sizes.txt and localization.txt. Absent: the folder 'metadata' next"
                        + " to or below the images.")
        Optional<Path> metadata,

        @Setting(
                doc =
                        "Folder that mask files are relative to. Absent: the folder 'masks' next to the images, else the images' folder.",
                affectsTraining = false)
        Optional<Path> masks,

        @Setting(doc = "Folder of the val split's images if they are elsewhere (CUBV2, ImageNetV2).")
        Optional<Path> valImages,

        @Setting(
                doc =
                        "Text file of 'old id,new id' lines for images that were renamed since the metadata was made (ImageNetV2).")
        Optional<Path> renamed,

        @Setting(
                doc =
                        "File with one class name per line. Absent: classes.txt next to the metadata, else the first folder of the image ids, else numbers.")
        Optional<Path> classes,

        @Setting(doc = "Name in reports. Absent: the name of the images' folder.", affectsResults = false)
        Optional<String> title,

        @Setting(doc = "How splits are created and subsampled.")
        SplitRules split) {

    /** Options for the folders, with defaults for everything else. */
    public static ReferenceOptions of(Path images, Path metadata) {
        return new ReferenceOptions(
                images,
                Optional.of(metadata),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SplitRules.none());
    }

    /** The same options with other split rules. */
    public ReferenceOptions withSplit(SplitRules rules) {
        return new ReferenceOptions(images, metadata, masks, valImages, renamed, classes, title, rules);
    }
}
