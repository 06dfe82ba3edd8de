package org.wsol.core.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.StorageException;

/**
 * The folder that native libraries are unpacked to before they are loaded, and why that may have failed.
 *
 * @param folder where they go; it need not exist
 * @param property the system property that names another one
 * @param megabytes what they need there
 */
public record NativeUnpacking(Path folder, String property, int megabytes) {
    private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
    private static final String TEMPORARY = "java.io.tmpdir";

    /** Where JavaCPP unpacks ND4J, OpenBLAS, oneDNN and OpenCV. */
    public static NativeUnpacking javacpp(int megabytes) {
        String named = System.getProperty(JAVACPP, System.getProperty("user.home") + "/.javacpp/cache");
        return new NativeUnpacking(Path.of(named), JAVACPP, megabytes);
    }

    /** The folder for temporary files. */
    public static NativeUnpacking temporary(int megabytes) {
        return new NativeUnpacking(Path.of(System.getProperty(TEMPORARY)), TEMPORARY, megabytes);
    }

    /** The error for users where the folder is full or cannot be written; empty where neither is so. */
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
            return Long.MAX_VALUE; // not to be found out: other reasons are told as they are
        }
    }
}
