package org.wsol.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.split.SizedSplit;

/** Tests parsing of annotation files and the resolution of image names. */
class FolderAnnotationsTest {
    @TempDir
    Path folder;

    private Path image(String name, int width, int height) {
        try {
            Path file = folder.resolve("set").resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, name.hashCode());
            ImageIO.write(image, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path text(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dataset open(String boxes) {
        return new FolderProvider()
                .open(FolderOptions.of(folder.resolve("set")).withBoxes(folder.resolve(boxes)), Progress.NONE);
    }

    private static List<Box> boxes(Dataset set, String id) {
        for (SplitName name : SplitName.values()) {
            DataSplit part = set.split(name).orElse(null);
            for (int i = 0; part != null && i < part.size(); i++) {
                if (part.imageId(i).equals(id)) {
                    return part.boxes(i);
                }
            }
        }
        throw new IllegalStateException("no image " + id);
    }

    @Test
    void boxesOfPartsDoNotReplaceTheBoxOfTheObject() {
        image("cat/a.png", 100, 80);
        text(
                "voc/a.xml",
                "<annotation><filename>a.png</filename><size><width>100</width><height>80</height></size><object>"
                        + "<name>cat</name><bndbox><xmin>10</xmin><ymin>11</ymin><xmax>60</xmax><ymax>70</ymax></bndbox>"
                        + "<part><name>head</name><bndbox><xmin>12</xmin><ymin>13</ymin><xmax>20</xmax><ymax>21</ymax>"
                        + "</bndbox></part></object></annotation>");
        assertThat(boxes(open("voc"), "cat/a.png")).containsExactly(new Box(10, 11, 60, 70));
    }

    @Test
    void skipsAndReportsCrowdsOtherClassesAndEmptyBoxesOfCoco() {
        image("cat/a.png", 100, 80);
        image("dog/b.png", 100, 80);
        text("coco.json", """
                {"images":[{"id":1,"file_name":"a.png","width":100,"height":80},
                           {"id":2,"file_name":"dog\\\\b.png","width":100,"height":80},
                           {"id":"3","file_name":"a.png"}],
                 "categories":[{"id":1,"name":"Cat"},{"id":2,"name":"person"}],
                 "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,2,30,40]},
                  {"id":2,"image_id":1,"category_id":1,"iscrowd":1,"bbox":[0,0,100,80]},
                  {"id":3,"image_id":1,"category_id":2,"bbox":[50,50,10,10]},
                  {"id":4,"image_id":1,"category_id":1,"bbox":[5.5,5.5,10,0]},
                  {"id":5,"image_id":3,"category_id":1,"bbox":[60,60,10,10]},
                  {"id":6,"image_id":2,"category_id":2,"bbox":[1,1,3,3]},
                  {"id":7,"image_id":9,"category_id":1,"bbox":[1,1,3,3]},
                  {"id":8,"image_id":1,"category_id":1,"bbox":null}]}""");
        Dataset set = open("coco.json");
        assertThat(boxes(set, "cat/a.png")).containsExactly(new Box(1, 2, 30, 41), new Box(60, 60, 69, 69));
        assertThat(boxes(set, "dog/b.png")).isEmpty();
        assertThat(String.join("\n", set.notes()))
                .contains("1 crowd region", "1 box without area", "2 boxes of another class", "'person'")
                .contains("lists no such image", "without a bbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"7\",2,3,4]", "[null,2,3,4]", "[1,2,-3,4]", "[1,2,3]", "{}", "[1,2,1e300,4]"})
    void reportsAnInvalidBoxCoordinateWithItsLine(String box) {
        image("cat/a.png", 100, 80);
        text(
                "coco.json",
                "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\n\"categories\":[],\n\"annotations\":[\n"
                        + "{\"image_id\":1,\"bbox\":" + box + "}]}");
        assertThatThrownBy(() -> open("coco.json"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("coco.json:4:");
    }

    @Test
    void rejectsAnAmbiguousFileNameUnlessTheClassIsGiven() {
        image("cat/a.png", 100, 80);
        image("dog/a.png", 100, 80);
        text("boxes.csv", "\uFEFFimage,x0,y0,x1,y1\na.png,1,2,3,4\n");
        assertThatThrownBy(() -> open("boxes.csv"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("boxes.csv", "'a.png' is the name of 2 images", "cat/a.png and dog/a.png");
        text("classes.csv", "filename,class,xmin,ymin,xmax,ymax\na.png,dog,1,2,3,4\n");
        Dataset set = open("classes.csv");
        assertThat(boxes(set, "dog/a.png")).containsExactly(new Box(1, 2, 3, 4));
        assertThat(boxes(set, "cat/a.png")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image,x0,y0,x1,y1,class,score\na.png,1,2,3,4,dog,0.9\n",
                "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\"categories\":[{\"id\":1,\"name\":\"dog\"}],"
                        + "\"annotations\":[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.9}]}"
            })
    void predictedClassDoesNotResolveAnAmbiguousFileName(String boxes) {
        image("cat/a.png", 100, 80);
        image("dog/a.png", 100, 80);
        String file = boxes.startsWith("{") ? "boxes.json" : "boxes.csv";
        text(file, boxes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'a.png' is the name of 2 images");
    }

    @Test
    void resolvesPathsOfOtherMachinesAndOtherUnicodeForms() {
        image("cat/caf\u00e9.png", 100, 80);
        image("cat/b.png", 100, 80);
        image("cat/c.png", 100, 80);
        text("boxes.csv", "\uFEFFcat\\b.png,1,2,3,4\ncat/cafe\u0301.png,5,6,7,8\nC:\\data\\set\\cat\\c.png,1,1,2,2\n");
        Dataset set = open("boxes.csv");
        assertThat(boxes(set, "cat/b.png")).containsExactly(new Box(1, 2, 3, 4));
        assertThat(boxes(set, "cat/caf\u00e9.png")).containsExactly(new Box(5, 6, 7, 8));
        assertThat(boxes(set, "cat/c.png")).containsExactly(new Box(1, 1, 2, 2));
    }

    @Test
    void acceptsUpperCaseExtensionsAndRejectsAmbiguousMasks() throws IOException {
        image("cat/a.png", 100, 80);
        image("dog/b.png", 100, 80);
        text(
                "voc/A/a.XML",
                "<annotation><object><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox>"
                        + "</object></annotation>");
        assertThatThrownBy(() -> open("voc")).hasMessageContaining("none of the 1 images");
        text("voc2/a.XML", Files.readString(folder.resolve("voc/A/a.XML")));
        assertThat(boxes(open("voc2"), "cat/a.png")).containsExactly(new Box(1, 2, 3, 4));
        Files.createDirectories(folder.resolve("masks"));
        Files.copy(folder.resolve("set/cat/a.png"), folder.resolve("masks/a.PNG"));
        FolderOptions masks = FolderOptions.of(folder.resolve("set")).withMasks(folder.resolve("masks"));
        Dataset set = new FolderProvider().open(masks, Progress.NONE);
        assertThat(set.split(SplitName.TRAIN).orElseThrow().masks(0)).isPresent();
        image("dog/a.png", 100, 80);
        assertThatThrownBy(() -> new FolderProvider().open(masks, Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is named like 2 images");
    }

    @Test
    void acceptsAClassNamedTrainAndIgnoresFilesOfOtherPrograms() throws IOException {
        image("train/a.png", 10, 10);
        image("bus/b.png", 10, 10);
        image("bus/.ipynb_checkpoints/b-checkpoint.png", 10, 10);
        image("bus/__MACOSX/._b.png", 10, 10);
        text("set/bus/c.heic", "x");
        Dataset set = new FolderProvider().open(FolderOptions.of(folder.resolve("set")), Progress.NONE);
        assertThat(set.classNames()).containsExactly("bus", "train");
        assertThat(set.split(SplitName.TRAIN).orElseThrow().size()).isEqualTo(2);
        assertThat(String.join("\n", set.notes())).contains("1 image of an unsupported format", "bus/c.heic");
        image("test/bus/d.png", 10, 10);
        Dataset parts = new FolderProvider().open(FolderOptions.of(folder.resolve("set")), Progress.NONE);
        assertThat(String.join("\n", parts.notes())).contains("next to the folders of the splits");
    }

    @Test
    void namesUnsupportedFormatsIfThereIsNoOtherImage() {
        text("set/bus/c.heic", "x");
        assertThatThrownBy(() -> new FolderProvider().open(FolderOptions.of(folder.resolve("set")), Progress.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no image (.jpg, .png, .bmp, .webp)")
                .hasMessageContaining("1 image of an unsupported format")
                .hasMessageContaining("bus/c.heic");
    }

    @Test
    void predictedBoxesAreReported() throws IOException {
        image("bus/a.png", 10, 10);
        image("bus/b.png", 10, 10);
        Path predicted = text("predicted.csv", "image,x0,y0,x1,y1,class,score\nbus/a.png,1,1,5,5,bus,0.9\n");
        assertThat(String.join("\n", opened(predicted).notes())).contains("1 box with a score", "bus/a.png");
        Path corrected = text("corrected.csv", "image,x0,y0,x1,y1,class\nbus/a.png,1,1,5,5,bus\n");
        assertThat(opened(corrected).notes()).isEmpty();
    }

    private Dataset opened(Path boxes) {
        return new FolderProvider().open(FolderOptions.of(folder.resolve("set")).withBoxes(boxes), Progress.NONE);
    }

    private Dataset sizedTest(int width, int height, String corners) {
        String[] c = corners.split(",");
        text(
                "voc/a.xml",
                String.format(
                        "<annotation><size><width>%d</width><height>%d</height></size><object><bndbox><xmin>%s</xmin>"
                                + "<ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object></annotation>",
                        width, height, c[0], c[1], c[2], c[3]));
        return SizedSplit.in(open("voc"), ImageDecoder.asStored());
    }

    @Test
    void comparesStatedSizesWithTheFiles() {
        image("test/cat/a.png", 100, 80);
        Dataset same = sizedTest(100, 80, "10,20,49,59");
        assertThat(same.notes()).isEmpty();
        Dataset resized = sizedTest(200, 160, "20,40,99,119");
        assertThat(boxes(resized, "test/cat/a.png")).containsExactly(new Box(10, 20, 49, 59));
        assertThat(resized.split(SplitName.TEST).orElseThrow().imageSize(0)).contains(new ImageSize(80, 100));
        assertThat(String.join("\n", resized.notes())).contains("1 image resized", "test test/cat/a.png");
        Dataset stale = sizedTest(640, 480, "10,20,49,59");
        assertThat(String.join("\n", stale.notes())).contains("another shape");
        assertThat(boxes(stale, "test/cat/a.png")).containsExactly(new Box(10, 20, 49, 59));
        Dataset squeezed = sizedTest(320, 160, "160,80,319,159");
        assertThat(boxes(squeezed, "test/cat/a.png")).containsExactly(new Box(50, 40, 99, 79));
        Dataset outside = sizedTest(100, 80, "110,20,120,59");
        assertThat(boxes(outside, "test/cat/a.png")).isEmpty();
        assertThat(String.join("\n", outside.notes())).contains("entirely outside");
    }

    /** The photo is stored rotated: boxes annotated on the upright image are converted to the stored pixels. */
    @Test
    void rotatesBoxesOfTheUprightPhoto() throws IOException {
        Path photo = folder.resolve("set/test/cat/a.png");
        Files.createDirectories(photo.getParent());
        Files.copy(Path.of("src/test/resources/decoding/lateexif.png"), photo);
        Dataset turned = sizedTest(29, 41, "27,0,28,1");
        assertThat(boxes(turned, "test/cat/a.png")).containsExactly(new Box(0, 0, 1, 1));
        assertThat(String.join("\n", turned.notes())).contains("sideways");
        Dataset upright = SizedSplit.in(open("voc"), ImageDecoder.asStored().withExifOrientation(true));
        assertThat(boxes(upright, "test/cat/a.png")).containsExactly(new Box(27, 0, 28, 1));
        assertThat(upright.notes()).isEmpty();
    }
}
