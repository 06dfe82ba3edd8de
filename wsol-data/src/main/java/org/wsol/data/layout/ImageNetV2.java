package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.lists.TextLines;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.split.SplitBuilder;

/**
 * ImageNetV2 as the val split of ILSVRC: folders named by class number. Its files were renamed after the reference
 * lists were created, so boxes require the lists and a table from old to new names.
 */
final class ImageNetV2 {
    private ImageNetV2() {}

    static DataSplit read(Path images, Optional<Path> metadata, Optional<Path> renamed, Synsets synsets) {
        return metadata.map(folder ->
                        ReferenceSplitReader.read(SplitName.VAL, folder, images, images, readRenamed(renamed)))
                .orElseGet(() -> withoutBoxes(images, synsets))
                .build();
    }

    /** New ids by old id. */
    static Map<String, String> readRenamed(Optional<Path> file) {
        Map<String, String> renamed = new HashMap<>();
        file.ifPresent(list -> TextLines.forEach(list, line -> {
            String[] fields = line.fields(",", 2, "old id,new id");
            renamed.put(line.imageId(fields[0]), line.imageId(fields[1]));
        }));
        return renamed;
    }

    private static SplitBuilder withoutBoxes(Path images, Synsets synsets) {
        SplitBuilder builder = new SplitBuilder(SplitName.VAL, images);
        for (Path folder : Folders.subFolders(images)) {
            String name = folder.getFileName().toString();
            int label = name.matches("\\d{1,4}")
                    ? Integer.parseInt(name)
                    : synsets.label(name).orElse(-1);
            if (label < 0 || label >= synsets.names().size()) {
                throw new DataException("the folder " + folder + " is neither a class number nor a synset");
            }
            Folders.list(folder)
                    .filter(file ->
                            ImageFormat.hasImageExtension(file.getFileName().toString()))
                    .forEach(file -> builder.add(Folders.idOf(images, file), label));
        }
        return builder;
    }
}
