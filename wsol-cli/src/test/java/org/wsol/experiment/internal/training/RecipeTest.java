package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.cli.command.RootCommand;

/** Every recipe runs with the layout of its data set: one epoch of two batches, random weights, generated images. */
class RecipeTest {
    private static final int CLASSES = 2;
    private static final int PER_CLASS = 2;
    private static final int SIDE = 72;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = "cub-resnet50")
    void cubRecipeStarts(String recipe) throws IOException {
        start(recipe, "data.root=" + cub());
    }

    @ParameterizedTest
    @ValueSource(strings = "ilsvrc-vgg16")
    void ilsvrcRecipeStarts(String recipe) throws IOException {
        start(recipe, "data.root=" + ilsvrc());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cub-vgg16", "ablation-losses", "ablation-thresholds"})
    @Tag("slow")
    void otherCubRecipesStart(String recipe) throws IOException {
        start(recipe, "data.root=" + cub());
    }

    @ParameterizedTest
    @ValueSource(strings = "ilsvrc-resnet50")
    @Tag("slow")
    void otherIlsvrcRecipesStart(String recipe) throws IOException {
        start(recipe, "data.root=" + ilsvrc());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cub-acol-resnet50",
                "cub-adl-resnet50",
                "cub-bas-resnet50",
                "cub-cam-resnet50",
                "cub-ccam-resnet50",
                "cub-cutmix-resnet50",
                "cub-da-wsol-resnet50",
                "cub-has-resnet50",
                "cub-spg-resnet50",
                "cub-tap-vgg16"
            })
    @Tag("slow")
    void recipesOfOtherMethodsStartOnCub(String recipe) throws IOException {
        run(recipe, "data.root=" + cub());
    }

    @Test
    @Tag("slow")
    void tsCamRecipeStartsOnCub() throws IOException {
        run("ts-cam-cub", "data.root=" + cub());
    }

    @Test
    @Tag("slow")
    void tsCamRecipeStartsOnIlsvrc() throws IOException {
        run("ts-cam-ilsvrc", "data.root=" + ilsvrc());
    }

    private void start(String recipe, String data) {
        run(recipe, data, "method.similarity.start=1 steps", "method.norm.start=1 steps");
    }

    private void run(String recipe, String... more) {
        Path project = Path.of(System.getProperty("wsol.project", ".."));
        StringWriter printed = new StringWriter();
        var line = RootCommand.commandLine();
        line.setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                project.resolve("experiments/paper/" + recipe + ".yaml").toString(),
                "data.imageSize=64",
                "data.resizeSize=72",
                "train.epochs=1",
                "train.batch=2",
                "tracking.tensorboard=false",
                "output.root=" + folder.resolve("runs")));
        arguments.addAll(List.of(more));
        int code = line.execute(arguments.toArray(new String[0]));
        assertThat(code).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("done", "top1", "results:");
    }

    private Path cub() throws IOException {
        Path root = folder.resolve("CUB_200_2011");
        List<String> images = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> split = new ArrayList<>();
        List<String> boxes = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        int id = 0;
        for (int label = 1; label <= CLASSES; label++) {
            String name = "%03d.Bird_%d".formatted(label, label);
            classes.add(label + " " + name);
            for (int i = 0; i < 2 * PER_CLASS; i++) {
                id++;
                String file = name + "/Bird_" + i + ".jpg";
                draw(root.resolve("images").resolve(file), id);
                images.add(id + " " + file);
                labels.add(id + " " + label);
                split.add(id + " " + (i < PER_CLASS ? 1 : 0));
                boxes.add(id + " 10.0 12.0 40.0 30.0");
            }
        }
        Files.write(root.resolve("classes.txt"), classes);
        Files.write(root.resolve("images.txt"), images);
        Files.write(root.resolve("image_class_labels.txt"), labels);
        Files.write(root.resolve("train_test_split.txt"), split);
        Files.write(root.resolve("bounding_boxes.txt"), boxes);
        return root;
    }

    private Path ilsvrc() throws IOException {
        Path root = folder.resolve("ILSVRC");
        int id = 0;
        for (int label = 1; label <= CLASSES; label++) {
            String synset = "n0000000" + label;
            for (int i = 0; i < PER_CLASS; i++) {
                draw(root.resolve("Data/CLS-LOC/train/" + synset + "/" + synset + "_" + i + ".JPEG"), ++id);
                String name = "ILSVRC2012_val_%08d".formatted(id);
                draw(root.resolve("Data/CLS-LOC/val/" + name + ".JPEG"), id);
                Path xml = root.resolve("Annotations/CLS-LOC/val/" + name + ".xml");
                Files.createDirectories(xml.getParent());
                Files.writeString(xml, annotation(name, synset));
            }
        }
        return root;
    }

    private static String annotation(String name, String synset) {
        return "<annotation><filename>" + name + "</filename><size><width>" + SIDE + "</width><height>" + SIDE
                + "</height><depth>3</depth></size><object><name>" + synset
                + "</name><bndbox><xmin>10</xmin><ymin>12</ymin><xmax>50</xmax><ymax>42</ymax></bndbox></object>"
                + "</annotation>";
    }

    private static void draw(Path file, int id) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = x >= 10 && x < 50 && y >= 12 && y < 42;
                image.setRGB(x, y, inside ? 0x3060f0 * id : 0x808080 + 7 * x + 1800 * y);
            }
        }
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, "jpg", file.toFile())).isTrue();
    }
}
