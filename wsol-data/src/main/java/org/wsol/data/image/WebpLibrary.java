package org.wsol.data.image;

import com.luciad.imageio.webp.WebPWrapper;
import java.io.IOException;
import java.nio.file.Path;
import org.wsol.core.internal.io.Leftovers;

/**
 * Loads libwebp once for the process. Its loader unpacks it into the temporary folder and deletes it when the JVM ends; a killed
 * JVM would leave it there forever. In a folder named after the process, a later process finds and removes it.
 */
final class WebpLibrary {
    private static final String FOLDER = "com.luciad.imageio.webp.tmpdir";

    static {
        load();
    }

    private WebpLibrary() {}

    /**
     * Returns after the library was loaded, which the initialization of this class does.
     *
     * @throws LinkageError if it cannot be unpacked
     */
    static void require() {}

    private static void load() {
        if (System.getProperty(FOLDER) != null) {
            WebPWrapper.loadNativeLibrary();
            return;
        }
        try {
            Path folder = Leftovers.newFolder(Path.of(System.getProperty("java.io.tmpdir")), "wsol-webp");
            folder.toFile().deleteOnExit(); // registered before the files in it: the JVM deletes in reverse order
            System.setProperty(FOLDER, folder.toString());
            WebPWrapper.loadNativeLibrary();
        } catch (IOException e) {
            throw (LinkageError) new UnsatisfiedLinkError("libwebp cannot be unpacked: " + e.getMessage()).initCause(e);
        } finally {
            System.clearProperty(FOLDER);
        }
    }
}
