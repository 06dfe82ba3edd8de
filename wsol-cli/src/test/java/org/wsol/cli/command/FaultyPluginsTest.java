package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.pipeline.recipe.InstalledComponents;
import picocli.CommandLine;

/** A plug-in with a defect is named, and everything else stays usable. */
class FaultyPluginsTest {
    @TempDir
    private Path folder;

    private ClassLoader before = FaultyPluginsTest.class.getClassLoader();

    @BeforeEach
    void rememberLoader() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void restoreLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void skipsPlugInsThatThrowOrHaveUnsupportedOrSharedOptions() throws IOException {
        install(WithShorts.class.getName(), WithClash.class.getName(), Throwing.class.getName());
        assertThat(output("backbones"))
                .contains("vgg16")
                .doesNotContain("with_shorts")
                .doesNotContain("throwing");
        assertThat(output("list", "backbones"))
                .contains("vgg16")
                .doesNotContain("with_shorts")
                .doesNotContain("with_clash");
        assertThat(output("describe", "vgg16")).contains("featureMap");
    }

    @Test
    void reportsAPlugInThatCannotBeLoaded() throws IOException {
        install("org.example.Missing");
        assertThatThrownBy(InstalledComponents::catalog)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("org.example.Missing")
                .hasMessageContaining("remove it from the class path");
    }

    @Test
    void reportsBothPlugInsOfTheSameName() throws IOException {
        install(Twin.class.getName());
        assertThatThrownBy(InstalledComponents::catalog)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("two backbones are named 'vgg16'")
                .hasMessageContaining(Twin.class.getName());
    }

    private void install(String... types) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackboneProvider.class.getName()), String.join("\n", types));
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
    }

    private static String output(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine root = RootCommand.commandLine().setOut(new PrintWriter(text));
        assertThat(root.execute(arguments)).isZero();
        return text.toString();
    }

    /** What the plug-ins below have in common. */
    private abstract static class Faulty<O extends Record> implements BackboneProvider<O> {
        private final String name;
        private final Class<O> options;

        Faulty(String name, Class<O> options) {
            this.name = name;
            this.options = options;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "A backbone with a defect.";
        }

        @Override
        public Class<O> optionsType() {
            return options;
        }

        @Override
        public Backbone create(O values, ImageSize imageSize, int classes) {
            throw new IllegalStateException("cannot be built");
        }
    }

    /** The type of its option has no form in YAML. */
    public static final class WithShorts extends Faulty<WithShorts.Options> {
        public record Options(
                @Setting(doc = "Widths.", defaultValue = "1")
                List<Short> widths) {}

        public WithShorts() {
            super("with_shorts", Options.class);
        }
    }

    /** Its option has the name of the key that selects a backbone. */
    public static final class WithClash extends Faulty<WithClash.Options> {
        public record Options(
                @Setting(doc = "Name.", defaultValue = "x") String backbone) {}

        public WithClash() {
            super("with_clash", Options.class);
        }
    }

    /** It cannot be built. */
    public static final class Throwing extends Faulty<Throwing.Options> {
        public record Options(
                @Setting(doc = "Width.", defaultValue = "1") int width) {}

        public Throwing() {
            super("throwing", Options.class);
        }
    }

    /** It has the name of another backbone. */
    public static final class Twin extends Faulty<Throwing.Options> {
        public Twin() {
            super("vgg16", Throwing.Options.class);
        }
    }
}
