package org.wsol.core.internal;

import java.nio.file.Path;
import java.util.Map;

/** Values that are always present unless the program has a bug. */
public final class Required {
    private Required() {}

    /**
     * The value of a key that must be in the map.
     *
     * @throws IllegalStateException naming the key if it is missing
     */
    public static <V> V value(Map<?, ? extends V> map, Object key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no value for '" + key + "'; there are values for " + map.keySet());
        }
        return value;
    }

    /**
     * The parent folder of a path, as an absolute path.
     *
     * @throws IllegalArgumentException if the path is the root of a file system
     */
    public static Path folderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(path + " is the root of a file system and in no folder");
        }
        return folder;
    }
}
