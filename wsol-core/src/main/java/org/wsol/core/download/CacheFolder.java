package org.wsol.core.download;

import java.nio.file.Path;
import java.util.Map;

/** The folder for downloaded files. */
public final class CacheFolder {
    /** The environment variable that selects another folder. */
    public static final String VARIABLE = "WSOL_CACHE";

    private CacheFolder() {}

    /** The system property that selects another folder; it takes precedence over the variable. */
    public static final String PROPERTY = "wsol.cache";

    /**
     * The folder given by the system property {@code wsol.cache} or the variable {@code WSOL_CACHE}; otherwise {@code
     * .cache/wsol} in the home folder.
     */
    public static Path of(Map<String, String> environment) {
        String named = System.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
        return named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache", "wsol") : Path.of(named);
    }
}
