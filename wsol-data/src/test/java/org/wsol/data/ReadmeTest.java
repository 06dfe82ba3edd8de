package org.wsol.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the README compiles and runs as it stands. */
class ReadmeTest {
    private static final String FRAME = """
            import java.nio.file.Path;
            import java.util.Optional;
            import org.slf4j.Logger;
            import org.slf4j.LoggerFactory;
            import org.wsol.core.data.*;
            import org.wsol.engine.data.*;
            import org.wsol.core.progress.Progress;
            import org.wsol.data.batch.*;
            import org.wsol.data.check.*;
            import org.wsol.data.demo.*;

            public class Example {
                private static final Logger LOG = LoggerFactory.getLogger(Example.class);

                public static boolean run(Path folder) {
            %s
                    return !report.hasErrors();
                }
            }
            """;

    @Test
    void exampleRuns(@TempDir Path folder) throws IOException, ReflectiveOperationException {
        Path source = Files.writeString(folder.resolve("Example.java"), FRAME.formatted(example()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        boolean compiled = compiler.getTask(
                        problems,
                        null,
                        null,
                        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(problems.toString()).isTrue();
        assertThat(run(folder)).isEqualTo(true);
    }

    private static Object run(Path folder) throws IOException, ReflectiveOperationException {
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, ReadmeTest.class.getClassLoader())) {
            return loader.loadClass("Example").getMethod("run", Path.class).invoke(null, folder.resolve("data"));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the example failed", e.getCause());
        }
    }

    private static String example() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```java") + "```java".length();
        return readme.substring(start, readme.indexOf("```", start));
    }
}
