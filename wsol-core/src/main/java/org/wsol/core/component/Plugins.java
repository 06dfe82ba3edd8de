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
     * One instance of every implementation, in the order of the class path. They are searched with the context class loader
     * of the thread, or with that of the service if the former does not know the service.
     *
     * @param service an interface whose implementations are listed in {@code META-INF/services}
     * @throws InvalidInputException when one of them cannot be loaded: the class is missing, was compiled for a newer Java, or its
     *     constructor fails
     */
    public static <T> List<T> load(Class<T> service) {
        List<T> found = new ArrayList<>();
        try {
            ServiceLoader.load(service, classes(service)).forEach(found::add);
        } catch (ServiceConfigurationError | LinkageError broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            throw new InvalidInputException(
                    "a plug-in cannot be loaded: " + broken.getMessage() + (cause == broken ? "" : " (" + cause + ")")
                            + ". Correct its jar, or remove it from the class path.",
                    broken);
        }
        return found;
    }

    /**
     * The class loader of the thread, which may know more plug-ins than that of this project; but threads of a shared pool
     * may have one that does not even know this project, for example in an executable jar of Spring Boot.
     */
    private static ClassLoader classes(Class<?> service) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            if (context != null && Class.forName(service.getName(), false, context) == service) {
                return context;
            }
        } catch (ClassNotFoundException e) {
            return service.getClassLoader(); // the thread belongs to another application
        }
        return service.getClassLoader();
    }

    /** Where a class comes from, for messages: its name and its jar or folder. */
    public static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName()
                + (source == null ? "" : " in " + source.getLocation().getPath());
    }
}
