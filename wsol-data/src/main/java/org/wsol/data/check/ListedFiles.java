package org.wsol.data.check;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.Required;

/** The image files of some splits: a hash table of their numbers, at most 16 bytes per image. */
final class ListedFiles {
    private static final int FREE = -1;

    private final List<DataSplit> parts;
    private final int[] table;
    private final Set<Path> folders = new TreeSet<>();

    ListedFiles(List<DataSplit> parts) {
        this.parts = parts;
        int images = parts.stream().mapToInt(DataSplit::size).sum();
        table = new int[Integer.highestOneBit(Math.max(1, images)) * 4];
        Arrays.fill(table, FREE);
        for (int image = 0; image < images; image++) {
            Path file = file(image);
            folders.add(Required.folderOf(file));
            int slot = slot(file);
            while (table[slot] != FREE) {
                slot = next(slot);
            }
            table[slot] = image;
        }
    }

    /** The folders of the files, absolute, in order; the caller may add to them. */
    Set<Path> folders() {
        return folders;
    }

    /** @param file an absolute path without {@code ..} */
    boolean contains(Path file) {
        int slot = slot(file);
        while (table[slot] != FREE) {
            if (file(table[slot]).equals(file)) {
                return true;
            }
            slot = next(slot);
        }
        return false;
    }

    private Path file(int image) {
        int index = image;
        for (DataSplit part : parts) {
            if (index < part.size()) {
                return part.imagePath(index).toAbsolutePath().normalize();
            }
            index -= part.size();
        }
        throw new IndexOutOfBoundsException(image);
    }

    private int slot(Path file) {
        int mixed = file.hashCode() * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & (table.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (table.length - 1);
    }
}
