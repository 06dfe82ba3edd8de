package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.data.split.SplitRules;

/** The folders of ILSVRC (ImageNet), as downloaded. */
public record IlsvrcOptions(
        @Setting(
                doc =
                        "Folder that contains train/<synset>/*.JPEG and val/*.JPEG, directly or in Data/CLS-LOC or ILSVRC/Data/CLS-LOC.")
        Path root,

        @Setting(
                doc =
                        "Folder with train and val annotations in XML. Absent: Annotations/CLS-LOC in or beside the root.")
        Optional<Path> annotations,

        @Setting(
                doc =
                        "File of 'synset names' lines whose order is the label. Absent: LOC_synset_mapping.txt or synset_words.txt near the root, else the synset folders by name, which is the same order.")
        Optional<Path> synsets,

        @Setting(
                doc = "Whether boxes of training images are read too: 544,546 small files that training does not need.",
                defaultValue = "false",
                affectsTraining = false)
        boolean trainBoxes,

        @Setting(
                doc =
                        "Folder of ImageNetV2 (threshold 0.7), one sub-folder per class number; it becomes the val split.",
                affectsTraining = false)
        Optional<Path> valImages,

        @Setting(
                doc = "Folder with the reference lists of ImageNetV2; without it ImageNetV2 has no boxes.",
                affectsTraining = false)
        Optional<Path> valMetadata,

        @Setting(
                doc =
                        "Text file of 'old id,new id' lines, for ImageNetV2 files that were renamed since the lists were made.",
                affectsTraining = false)
        Optional<Path> renamed,

        @Setting(doc = "How splits are created and subsampled.")
        SplitRules split) {

    /** Options for a folder, with defaults for everything else. */
    public static IlsvrcOptions of(Path root) {
        return new IlsvrcOptions(
                root,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SplitRules.none());
    }

    /** The same options with other split rules. */
    public IlsvrcOptions withSplit(SplitRules rules) {
        return new IlsvrcOptions(root, annotations, synsets, trainBoxes, valImages, valMetadata, renamed, rules);
    }
}
