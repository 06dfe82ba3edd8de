package org.wsol.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginsTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** For example in a thread of the common pool, in an executable jar of Spring Boot. */
    @Test
    void areFoundInAThreadWhoseClassLoaderDoesNotKnowTheProject() {
        List<PlugIn> expected = Plugins.load(PlugIn.class);
        assertThat(expected).hasSize(1);
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        assertThat(Plugins.load(PlugIn.class)).hasSameSizeAs(expected);
        Thread.currentThread().setContextClassLoader(null);
        assertThat(Plugins.load(PlugIn.class)).hasSameSizeAs(expected);
    }

    /** Something to be found. */
    public interface PlugIn {}

    /** The only implementation. */
    public static final class Only implements PlugIn {}
}
