package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.data.split.SplitRules;

/** The folders of CUB-200-2011, as downloaded. */
public record CubOptions(
        @Setting(doc = "The folder CUB_200_2011 with images.txt, bounding_boxes.txt and the other lists in it.")
        Path root,

        @Setting(
                doc = "Folder of the CUBV2 images, one sub-folder per class; they become the val split.",
                affectsTraining = false)
        Optional<Path> valImages,

        @Setting(
                doc =
                        "Folder with the reference lists of CUBV2 (image_ids.txt, class_labels.txt, image_sizes.txt, localization.txt); without it CUBV2 has no boxes.",
                affectsTraining = false)
        Optional<Path> valMetadata,

        @Setting(
                doc = "Folder of the segmentations. Absent: 'segmentations' in or next to the root, if it exists.",
                affectsTraining = false)
        Optional<Path> segmentations,

        @Setting(doc = "How splits are created and subsampled.")
        SplitRules split) {

    /** Options for a folder, with defaults for everything else. */
    public static CubOptions of(Path root) {
        return new CubOptions(root, Optional.empty(), Optional.empty(), Optional.empty(), SplitRules.none());
    }

    /** The same options with other split rules. */
    public CubOptions withSplit(SplitRules rules) {
        return new CubOptions(root, valImages, valMetadata, segmentations, rules);
    }
}
