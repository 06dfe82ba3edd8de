package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.cli.command.RootCommand;
import picocli.CommandLine;

/** The plug-ins of docs/extending.md equal the compiled ones, and an experiment finds them in a jar by name. */
class ExtendingTest {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    private static final Path PAGE = PROJECT.resolve("docs/extending.md");
    private static final Path SOURCES = PROJECT.resolve("wsol-cli/src/test/java/org/example/plugin");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TinyNet", "WideNorm", "PlaceVote", "NamedFiles", "TopChannels"})
    void pageShowsTheCompiledCode(String plugin) throws IOException {
        String code = Files.readString(SOURCES.resolve(plugin + ".java"));
        assertThat(Files.readString(PAGE)).contains("```java\n" + code + "```");
    }

    @Test
    void experimentUsesAllThreePlugInsByName() throws Exception {
        runWithPlugins();
        assertThat(epochTable()).contains("loss_width", "loss_cross_entropy");
    }

    @Test
    void runsAMethodWithItsOwnHeadAndMap() throws Exception {
        runWithPlugins("method.name=place-vote");
        assertThat(epochTable()).contains("loss_cross_entropy").doesNotContain("loss_width");
    }

    private void runWithPlugins(String... changes) throws Exception {
        Path jar = pluginJar();
        Path experiment = Files.writeString(folder.resolve("plugins.yaml"), markdownBlock("yaml"));
        paintImages(folder.resolve("pictures"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            StringWriter err = new StringWriter();
            CommandLine line = RootCommand.commandLine();
            line.setErr(new PrintWriter(err));
            line.setOut(new PrintWriter(new StringWriter()));
            List<String> arguments = new ArrayList<>(List.of(
                    "run",
                    experiment.toString(),
                    "data.root=" + folder.resolve("pictures"),
                    "output.root=" + folder.resolve("runs")));
            arguments.addAll(List.of(changes));
            int exit = line.execute(arguments.toArray(new String[0]));
            assertThat(exit).as(err.toString()).isZero();
            explain(line, err);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Explains the new run with the map method of the page. */
    private void explain(CommandLine line, StringWriter err) throws IOException {
        Path run = runFile("model.json").getParent();
        Path out = folder.resolve("explanations");
        int exit = line.execute(
                "explain",
                run.toString(),
                folder.resolve("pictures/robin_0.png").toString(),
                "--maps",
                "cam,top-channels:count=2",
                "--faithfulness",
                "--out",
                out.toString());
        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.resolve("robin_0.png")).isRegularFile();
        assertThat(Files.readString(out.resolve("explanations.json")))
                .contains("\"map\" : \"top-channels:count=2\"", "roadCombined");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.filter(file -> file.toString().endsWith(".npy"))).hasSize(2);
        }
    }

    private Path pluginJar() throws IOException {
        Path jar = folder.resolve("plugins.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            Map<String, String> services = new TreeMap<>();
            for (String line : markdownBlock("services").lines().toList()) {
                String[] service = line.split(": ");
                services.merge(service[0], service[1], (first, second) -> first + "\n" + second);
            }
            for (Map.Entry<String, String> service : services.entrySet()) {
                out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
                out.write(service.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String markdownBlock(String language) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(start, page.indexOf("```", start));
    }

    private static void paintImages(Path pictures) throws IOException {
        Files.createDirectories(pictures);
        for (int i = 0; i < 16; i++) {
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            Graphics2D brush = image.createGraphics();
            brush.setColor(i % 2 == 0 ? Color.RED : Color.BLUE);
            brush.fillOval(4 + i / 2, 6, 14, 14);
            brush.dispose();
            String name = (i % 2 == 0 ? "robin" : "tit") + "_" + i + ".png";
            ImageIO.write(image, "png", pictures.resolve(name).toFile());
        }
    }

    private String epochTable() throws IOException {
        return Files.readString(runFile("epochs.csv"));
    }

    private Path runFile(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            List<Path> found = files.filter(file -> file.endsWith(name)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
