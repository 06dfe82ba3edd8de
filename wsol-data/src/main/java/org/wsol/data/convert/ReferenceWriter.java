package org.wsol.data.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.internal.io.OwnFiles;

/**
 * Writes the metadata layout of the reference evaluation: {@code image_ids.txt}, {@code class_labels.txt}, {@code
 * image_sizes.txt}, {@code localization.txt} with boxes and {@code localization_masks.txt} with masks. If there are
 * masks but no boxes, {@code localization.txt} contains the masks, as for OpenImages.
 */
public final class ReferenceWriter {
    private static final String BOXES = "localization.txt";
    private static final String MASKS = "localization_masks.txt";

    private final Path maskRoot;

    /**
     * Creates a writer.
     *
     * @param maskRoot the folder to which paths of mask files are relative
     */
    public ReferenceWriter(Path maskRoot) {
        this.maskRoot = maskRoot.toAbsolutePath().normalize();
    }

    /**
     * Writes one split.
     *
     * @param folder created if missing; text files written earlier are replaced
     * @throws InvalidInputException if there are files of these names that this program did not write
     * @throws org.wsol.core.StorageException if the folder cannot be written
     */
    public void write(DataSplit split, Path folder) {
        boolean boxes = anyBoxes(split);
        write(split, folder.resolve("image_ids.txt"), (out, i) -> out.append(split.imageId(i))
                .append('\n'));
        write(split, folder.resolve("class_labels.txt"), (out, i) -> out.append(split.imageId(i))
                .append(',')
                .append(Integer.toString(split.label(i)))
                .append('\n'));
        write(split, folder.resolve("image_sizes.txt"), (out, i) -> writeSize(out, split, i));
        boolean masks = anyMasks(split);
        if (boxes) {
            write(split, folder.resolve(BOXES), (out, i) -> writeBoxes(out, split, i));
        } else if (masks) {
            write(split, folder.resolve(BOXES), (out, i) -> writeMasks(out, split, i));
        } else {
            removeEarlier(folder.resolve(BOXES));
        }
        if (boxes && masks) {
            write(split, folder.resolve(MASKS), (out, i) -> writeMasks(out, split, i));
        } else {
            removeEarlier(folder.resolve(MASKS));
        }
    }

    /** A list of an earlier conversion that is not written now would be read together with the new ones. */
    private static void removeEarlier(Path list) {
        OwnFiles.requireOwn(list);
        try {
            Files.deleteIfExists(list);
        } catch (IOException e) {
            throw new StorageException("cannot delete " + list, e);
        }
    }

    private static boolean anyBoxes(DataSplit split) {
        for (int i = 0; i < split.size(); i++) {
            if (!split.boxes(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyMasks(DataSplit split) {
        for (int i = 0; i < split.size(); i++) {
            if (split.masks(i).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private interface LineWriter {
        void write(Appendable out, int index) throws IOException;
    }

    private static void write(DataSplit split, Path file, LineWriter lines) {
        TextFile.write(file, out -> {
            for (int i = 0; i < split.size(); i++) {
                lines.write(out, i);
            }
        });
    }

    private static void writeSize(Appendable out, DataSplit split, int index) throws IOException {
        Optional<ImageSize> size = split.imageSize(index);
        if (size.isPresent()) {
            out.append(split.imageId(index))
                    .append(',')
                    .append(Integer.toString(size.get().width()));
            out.append(',').append(Integer.toString(size.get().height())).append('\n');
        }
    }

    private static void writeBoxes(Appendable out, DataSplit split, int index) throws IOException {
        for (Box box : split.boxes(index)) {
            out.append(split.imageId(index));
            for (int corner : new int[] {box.x0(), box.y0(), box.x1(), box.y1()}) {
                out.append(',').append(Integer.toString(corner));
            }
            out.append('\n');
        }
    }

    private void writeMasks(Appendable out, DataSplit split, int index) throws IOException {
        Optional<MaskFiles> masks = split.masks(index);
        if (masks.isEmpty()) {
            return;
        }
        String ignore = masks.get().ignore().map(this::relative).orElse("");
        for (Path mask : masks.get().masks()) {
            out.append(split.imageId(index))
                    .append(',')
                    .append(relative(mask))
                    .append(',')
                    .append(ignore)
                    .append('\n');
            ignore = "";
        }
    }

    private String relative(Path mask) {
        Path file = mask.toAbsolutePath().normalize();
        if (!file.startsWith(maskRoot)) {
            throw new InvalidInputException(
                    "the mask " + mask + " is not below " + maskRoot + "; name the folder that contains all masks");
        }
        return maskRoot.relativize(file).toString().replace('\\', '/');
    }
}
