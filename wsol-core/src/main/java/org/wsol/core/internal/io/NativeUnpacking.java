package org.wsol.core.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.StorageException;

/**
 * The folder into which native libraries are unpacked before they are loaded, with a diagnosis when that fails.
 *
 * @param folder the target folder; it need not exist
 * @param property the system property that selects another folder
 * @param megabytes the required space in megabytes
 */
public record NativeUnpacking(Path folder, String property, int megabytes) {
    private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
    private static final String TEMPORARY = "java.io.tmpdir";

    /** The folder into which JavaCPP unpacks ND4J, OpenBLAS, oneDNN and OpenCV. */
    public static NativeUnpacking javacpp(int megabytes) {
        String named = System.getProperty(JAVACPP, System.getProperty("user.home") + "/.javacpp/cache");
        return new NativeUnpacking(Path.of(named), JAVACPP, megabytes);
    }

    /** The folder for temporary files. */
    public static NativeUnpacking temporary(int megabytes) {
        return new NativeUnpacking(Path.of(System.getProperty(TEMPORARY)), TEMPORARY, megabytes);
    }

    /** The error for the user if the folder is full or cannot be written; otherwise empty. */
    public Optional<StorageException> obstacle(String library, Throwable error) {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.isDirectory(existing)) {
            existing = existing.getParent();
        }
        boolean writable = Files.isWritable(existing);
        long free = free(existing);
        if (writable && free >= megabytes) {
            return Optional.empty();
        }
        String reason = writable
                ? "its disk has " + free + " MB left, and " + megabytes + " MB are needed"
                : "it cannot be written";
        return Optional.of(new StorageException("the native library of " + library + " cannot be unpacked to " + folder
                + ": " + reason + "; free some space there, or use another folder: WSOL_OPTS=-D" + property
                + "=FOLDER ("
                + error + ")"));
    }

    private static long free(Path existing) {
        try {
            return Files.getFileStore(existing).getUsableSpace() >> 20;
        } catch (IOException e) {
            return Long.MAX_VALUE; // unknown; other causes are reported unchanged
        }
    }
}
