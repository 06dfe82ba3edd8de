package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.data.split.SplitRules;

/** The folders of your own images. */
public record FolderOptions(
        @Setting(
                doc = "Folder with one sub-folder per class, or with train, val and test folders that each contain one"
                        + " sub-folder per class.")
        Path root,

        @Setting(
                doc =
                        "Boxes: a folder of Pascal VOC XML files, a COCO .json file, a .csv file of 'image,x0,y0,x1,y1' lines, or a folder with one such file per split. Without boxes, training and prediction work, localization is not scored.",
                affectsTraining = false)
        Optional<Path> boxes,

        @Setting(
                doc = "Folder of mask images named like the images, with the extension .png; 'name_ignore.png' is"
                        + " excluded from evaluation.",
                affectsTraining = false)
        Optional<Path> masks,

        @Setting(doc = "Name in reports. Absent: the name of the root folder.", affectsResults = false)
        Optional<String> title,

        @Setting(doc = "How splits are created and subsampled; without a test folder, set testFraction.")
        SplitRules split) {

    /** Options for a folder, with defaults for everything else. */
    public static FolderOptions of(Path root) {
        return new FolderOptions(root, Optional.empty(), Optional.empty(), Optional.empty(), SplitRules.none());
    }

    /** The same options with boxes. */
    public FolderOptions withBoxes(Path source) {
        return new FolderOptions(root, Optional.of(source), masks, title, split);
    }

    /** The same options with masks. */
    public FolderOptions withMasks(Path folder) {
        return new FolderOptions(root, boxes, Optional.of(folder), title, split);
    }

    /** The same options with other split rules. */
    public FolderOptions withSplit(SplitRules rules) {
        return new FolderOptions(root, boxes, masks, title, rules);
    }
}
