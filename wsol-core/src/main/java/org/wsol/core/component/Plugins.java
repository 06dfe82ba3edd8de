package org.wsol.core.component;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.wsol.core.InvalidInputException;

/** The implementations of a service on the class path, those of this project and those of plug-ins. */
public final class Plugins {
    private Plugins() {}

    /**
     * One instance of every implementation, in the order of the class path.
     *
     * @param service an interface whose implementations are listed in {@code META-INF/services}
     * @throws InvalidInputException when one of them cannot be loaded: the class is missing, was compiled for a newer Java, or its
     *     constructor fails
     */
    public static <T> List<T> load(Class<T> service) {
        List<T> found = new ArrayList<>();
        try {
            ServiceLoader.load(service).forEach(found::add);
        } catch (ServiceConfigurationError | LinkageError broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            throw new InvalidInputException(
                    "a plug-in cannot be loaded: " + broken.getMessage() + (cause == broken ? "" : " (" + cause + ")")
                            + ". Correct its jar, or remove it from the class path.",
                    broken);
        }
        return found;
    }

    /** Where a class comes from, for messages: its name and its jar or folder. */
    public static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName()
                + (source == null ? "" : " in " + source.getLocation().getPath());
    }
}
