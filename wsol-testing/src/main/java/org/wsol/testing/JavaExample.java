package org.wsol.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A class in a Markdown file, compiled and run as by a reader.
 *
 * @param className its simple name
 * @param code its source
 */
public record JavaExample(String className, String code) {
    private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    /** All blocks marked as Java; each must contain a public class. */
    public static List<JavaExample> of(Path markdown) throws IOException {
        List<JavaExample> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(markdown));
        while (block.find()) {
            Matcher name = CLASS.matcher(block.group(1));
            if (!name.find()) {
                throw new AssertionError("a Java block without a public class in " + markdown + ":\n" + block.group(1));
            }
            examples.add(new JavaExample(name.group(1), block.group(1)));
        }
        return examples;
    }

    /** The lines between the braces of {@code main}. */
    public List<String> linesOfMain() {
        return code.lines()
                .dropWhile(line -> !line.contains("void main("))
                .skip(1)
                .takeWhile(line -> !line.equals("    }"))
                .toList();
    }

    /** Compiles the class, runs {@code main} with the arguments and returns its output. */
    public String run(Path folder, String... arguments) throws IOException, ReflectiveOperationException {
        Path source = Files.writeString(folder.resolve(className + ".java"), code);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        String[] options = {"-proc:none", "-cp", System.getProperty("java.class.path"), source.toString()};
        if (ToolProvider.getSystemJavaCompiler().run(null, null, messages, options) != 0) {
            throw new AssertionError(className + " does not compile:\n" + messages.toString(StandardCharsets.UTF_8));
        }
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(className).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(className + " fails", e.getCause());
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
