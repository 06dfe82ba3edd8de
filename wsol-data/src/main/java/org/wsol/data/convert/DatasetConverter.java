package org.wsol.data.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;

/** Writes the annotations of a data set in another format. Images are not moved and ids are not changed. */
public final class DatasetConverter {
    private DatasetConverter() {}

    /**
     * Writes all splits below a folder.
     *
     * @param folder created if missing; files written earlier are replaced, but never files that wsol did not write
     * @return the written files, for a message
     * @throws org.wsol.core.InvalidInputException if there are files of these names that this program did not write
     * @throws org.wsol.core.StorageException if the folder cannot be written
     * @throws org.wsol.core.DataException if the format needs the size of an image and the data set has none; see
     *     {@link org.wsol.data.split.SizedSplit}
     */
    public static List<Path> convert(Dataset dataset, AnnotationFormat format, Path folder) {
        List<Path> written = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            Optional<DataSplit> part = dataset.split(name);
            if (part.isPresent()) {
                written.add(write(dataset, part.get(), format, folder));
            }
        }
        if (format == AnnotationFormat.REFERENCE) {
            written.add(TextFile.write(folder.resolve("classes.txt"), out -> {
                for (String className : dataset.classNames()) {
                    out.append(className).append('\n');
                }
            }));
        }
        return written;
    }

    private static Path write(Dataset dataset, DataSplit part, AnnotationFormat format, Path folder) {
        String name = part.name().id();
        return switch (format) {
            case REFERENCE -> {
                Path target = folder.resolve(name);
                new ReferenceWriter(commonMaskFolder(part)).write(part, target);
                yield target;
            }
            case COCO -> new CocoWriter(dataset.classNames()).write(part, folder.resolve(name + ".json"));
            case VOC -> new VocWriter(dataset.classNames()).write(part, folder.resolve(name));
            case CSV -> CsvWriter.write(part, dataset.classNames(), folder);
        };
    }

    /** The deepest folder that contains all masks; any folder if there are none. */
    private static Path commonMaskFolder(DataSplit part) {
        Optional<Path> common = Optional.empty();
        for (int i = 0; i < part.size(); i++) {
            List<Path> files =
                    new ArrayList<>(part.masks(i).map(MaskFiles::masks).orElse(List.of()));
            part.masks(i).flatMap(MaskFiles::ignore).ifPresent(files::add);
            for (Path mask : files) {
                Path parent = Required.folderOf(mask.toAbsolutePath().normalize());
                common = Optional.of(
                        common.map(folder -> commonParent(folder, parent)).orElse(parent));
            }
        }
        return common.orElse(Path.of("."));
    }

    private static Path commonParent(Path folder, Path other) {
        Path common = folder;
        while (!other.startsWith(common)) {
            common = Required.folderOf(common);
        }
        return common;
    }

    /** The size of an image, which is known at this point. */
    static ImageSize sizeOf(DataSplit part, int index) {
        return part.imageSize(index)
                .orElseThrow(() -> new DataException("the size of image " + part.imageId(index)
                        + " is unknown: no list states it, and there is no file " + part.imagePath(index)));
    }

    /** The annotation formats a data set can be written in. */
    public enum AnnotationFormat {
        /** The text lists of the reference evaluation, one folder per split. */
        REFERENCE,
        /** One COCO JSON file per split. */
        COCO,
        /** One Pascal VOC XML file per image. */
        VOC,
        /** One CSV file of boxes and one of labels per split. */
        CSV
    }
}
