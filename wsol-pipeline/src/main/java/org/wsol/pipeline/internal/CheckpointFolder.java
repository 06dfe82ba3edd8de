package org.wsol.pipeline.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.Leftovers;

/**
 * The folder of a training's checkpoints: given by the caller, or temporary and deleted on close.
 *
 * @param path the folder, which may not exist yet
 * @param temporary whether the folder is deleted on close
 */
public record CheckpointFolder(Path path, boolean temporary) implements AutoCloseable {

    /**
     * The caller's folder, or a temporary one.
     *
     * @throws StorageException if nothing can be written into the folder, before hours of training
     */
    public static CheckpointFolder of(Optional<Path> folder) {
        return folder.map(CheckpointFolder::writable).orElseGet(CheckpointFolder::newTemporary);
    }

    private static CheckpointFolder writable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".part"));
        } catch (IOException e) {
            throw new StorageException("cannot write checkpoints into " + folder, e);
        }
        return new CheckpointFolder(folder, false);
    }

    private static CheckpointFolder newTemporary() {
        try {
            return new CheckpointFolder(
                    Leftovers.newFolder(Path.of(System.getProperty("java.io.tmpdir")), "wsol-checkpoints"), true);
        } catch (IOException e) {
            throw new StorageException("cannot create a temporary folder for checkpoints", e);
        }
    }

    /** The latest state, for resuming. */
    public Checkpoint last() {
        return new Checkpoint(path.resolve(Checkpoint.LAST));
    }

    /** The state that was best on the validation split. */
    public Checkpoint best() {
        return new Checkpoint(path.resolve(Checkpoint.BEST));
    }

    /** The state used for the trained network: the best if saved, else the last. */
    public Checkpoint chosen() {
        return best().exists() ? best() : last();
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                PathUtils.deleteDirectory(path);
            } catch (IOException e) {
                throw new StorageException("cannot delete the temporary folder " + path, e);
            }
        }
    }
}
