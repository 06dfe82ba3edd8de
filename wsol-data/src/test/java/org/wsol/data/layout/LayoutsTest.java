package org.wsol.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsol.data.GeneratedLayouts.copy;
import static org.wsol.data.GeneratedLayouts.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.Shared;
import org.wsol.data.annotation.BoxSource;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.layout.AutoProvider.AutoOptions;
import org.wsol.data.split.SplitRules;

/** Every layout, on generated images. */
class LayoutsTest {
    @TempDir
    static Path folder;

    private static Path picture;

    @BeforeAll
    static void paint() {
        picture = GeneratedLayouts.demo(folder)
                .split(SplitName.TRAIN)
                .orElseThrow()
                .imagePath(0);
    }

    private static Dataset auto(Path root) {
        return new AutoProvider().open(new AutoOptions(root, SplitRules.none()), Progress.NONE);
    }

    private static DataSplit part(Dataset dataset, SplitName name) {
        return dataset.split(name).orElseThrow();
    }

    @Test
    void imagesMayBeInFoldersInsideTheClassFolders() throws IOException {
        Path root = folder.resolve("nested");
        for (String name : new String[] {"tabby/2023", "tabby/2024", "siamese/first/second"}) {
            copy(picture, root.resolve(name + "/a.png"));
        }
        assertThat(auto(root).classNames()).containsExactly("siamese", "tabby");
        assertThat(part(auto(root), SplitName.TRAIN).size()).isEqualTo(3);
    }

    @Test
    void namesTheFolderOfTheClasses() throws IOException {
        Path root = folder.resolve("deep");
        copy(picture, root.resolve("x/y/tabby/a.png"));
        copy(picture, root.resolve("x/y/siamese/a.png"));
        assertThatThrownBy(() -> auto(root))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its class folders are in " + root.resolve("x/y") + ": name that folder");
        Path flat = folder.resolve("flat");
        copy(picture, flat.resolve("a.png"));
        assertThatThrownBy(() -> auto(flat)).hasMessageContaining("it contains images, but no folders");
    }

    @Test
    void findsAllLayoutsByName() {
        ServiceLoader<?> layouts = ServiceLoader.load(DatasetProvider.class);
        assertThat(layouts.stream().map(found -> ((DatasetProvider<?>) found.get()).name()))
                .containsExactlyInAnyOrder("auto", "cub", "demo", "folder", "ilsvrc", "reference");
    }

    @Test
    void demonstrationSetIsReproducibleAndDetected(@TempDir Path other) {
        Dataset first = GeneratedLayouts.demo(folder);
        Dataset again = GeneratedLayouts.demo(other);
        assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(part(first, SplitName.TRAIN).imagePath(3))
                .hasSameBinaryContentAs(part(again, SplitName.TRAIN).imagePath(3));
        Dataset detected = auto(GeneratedLayouts.demoHome(folder));
        assertThat(detected.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(part(detected, SplitName.TEST).masks(0)).isPresent();
        assertThat(part(detected, SplitName.TEST).boxes(0)).hasSize(1);
    }

    @Test
    void readsCubAsDownloaded(@TempDir Path root) {
        copy(picture, root.resolve("images/001.A/one.png"));
        copy(picture, root.resolve("images/002.B/two.png"));
        copy(picture, root.resolve("segmentations/001.A/one.png"));
        text(root.resolve("images.txt"), "1 001.A/one.png\n2 002.B/two.png\n");
        text(root.resolve("classes.txt"), "1 001.A\n2 002.B\n");
        text(root.resolve("image_class_labels.txt"), "1 1\n2 2\n");
        text(root.resolve("train_test_split.txt"), "1 1\n2 0\n");
        text(root.resolve("bounding_boxes.txt"), "1 10.0 20.0 30.0 90.0\n2 1.0 2.0 3.0 4.0\n");
        Dataset cub = auto(root);
        assertThat(cub.name()).isEqualTo("CUB-200-2011");
        assertThat(part(cub, SplitName.TRAIN).boxes(0)).containsExactly(new Box(10, 20, 40, 95));
        assertThat(part(cub, SplitName.TRAIN).masks(0)).isPresent();
        assertThat(part(cub, SplitName.TEST).label(0)).isEqualTo(1);
        text(root.resolve("image_class_labels.txt"), "1 1\n2 seven\n");
        assertThatThrownBy(() -> auto(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("image_class_labels.txt:2:")
                .hasMessageContaining("seven");
    }

    @ParameterizedTest
    @CsvSource({
        "images.txt, '1 001.A/one.png\n2 001.A/one.png', images.txt:2:, listed twice",
        "images.txt, '1 001.A/one.png\n1 002.B/two.png', images.txt:2:, listed twice",
        "train_test_split.txt, '1 1\n2 2', train_test_split.txt:2:, 1 for training or 0 for test",
        "train_test_split.txt, '1 1', has no line in train_test_split.txt, add one there",
        "image_class_labels.txt, '1 1\n2 3', image_class_labels.txt:2:, the class must be 1 to 2",
        "bounding_boxes.txt, '1 0 0 9 9\n2 500 0 9 9', bounding_boxes.txt:2:, outside its image",
        "bounding_boxes.txt, '1 0 0 9 9\n2 nan 0 9 9', bounding_boxes.txt:2:, a number"
    })
    void reportsDefectsOfCubLists(String list, String text, String place, String reason, @TempDir Path root) {
        copy(picture, root.resolve("images/001.A/one.png"));
        copy(picture, root.resolve("images/002.B/two.png"));
        text(root.resolve("images.txt"), "1 001.A/one.png\n2 002.B/two.png\n");
        text(root.resolve("classes.txt"), "1 001.A\n2 002.B\n");
        text(root.resolve("image_class_labels.txt"), "1 1\n2 2\n");
        text(root.resolve("train_test_split.txt"), "1 1\n2 0\n");
        text(root.resolve("bounding_boxes.txt"), "1 10 20 30 90\n2 1 2 3 4\n");
        assertThat(part(auto(root), SplitName.TEST).size()).isEqualTo(1);
        text(root.resolve(list), text);
        assertThatThrownBy(() -> auto(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void detectsPublishedListsWithoutAMetadataFolder(@TempDir Path root) {
        text(root.resolve("CUB/test/image_ids.txt"), "001.A/one.png");
        text(root.resolve("CUB/test/class_labels.txt"), "001.A/one.png,0");
        text(root.resolve("CUB/test/localization.txt"), "001.A/one.png,1,2,3,4");
        Dataset lists = auto(root);
        assertThat(lists.name()).isEqualTo("CUB");
        assertThat(part(lists, SplitName.TEST).boxes(0)).containsExactly(new Box(1, 2, 3, 4));
    }

    @Test
    void readsIlsvrcAsDownloaded(@TempDir Path root) {
        Path data = root.resolve("ILSVRC/Data/CLS-LOC");
        copy(picture, data.resolve("train/n01440764/n01440764_1.JPEG"));
        copy(picture, data.resolve("train/n01443537/n01443537_1.JPEG"));
        copy(picture, data.resolve("val/ILSVRC2012_val_00000001.JPEG"));
        text(root.resolve("LOC_synset_mapping.txt"), "n01440764 tench, Tinca tinca\nn01443537 goldfish\n");
        text(
                root.resolve("ILSVRC/Annotations/CLS-LOC/val/ILSVRC2012_val_00000001.xml"),
                voc("n01443537", "1,2,50,60")
                        .replace("</annotation>", voc("n01443537", "3,4,96,96").replaceAll("(?s).*</size>", "")));
        Dataset ilsvrc = auto(root);
        assertThat(ilsvrc.classNames()).containsExactly("tench, Tinca tinca", "goldfish");
        assertThat(part(ilsvrc, SplitName.TRAIN).size()).isEqualTo(2);
        DataSplit test = part(ilsvrc, SplitName.TEST);
        assertThat(test.label(0)).isEqualTo(1);
        assertThat(test.boxes(0)).containsExactly(new Box(1, 2, 50, 60), new Box(3, 4, 95, 95));
        assertThat(test.imageSize(0)).contains(ImageSize.square(96));
    }

    private static String voc(String name, String corners) {
        String[] c = corners.split(",");
        return String.format(
                Locale.ROOT,
                "<annotation><size><width>96</width><height>96</height></size><object><name>%s</name><bndbox>"
                        + "<xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object></annotation>",
                name,
                c[0],
                c[1],
                c[2],
                c[3]);
    }

    @Test
    void readsImageNetV2WithRenamedFiles(@TempDir Path root) {
        copy(picture, root.resolve("data/train/n01440764/a.JPEG"));
        copy(picture, root.resolve("v2/0/new-name.jpeg"));
        text(root.resolve("lists/image_ids.txt"), "val2/0/0.jpeg");
        text(root.resolve("lists/class_labels.txt"), "val2/0/0.jpeg,0");
        text(root.resolve("lists/image_sizes.txt"), "val2/0/0.jpeg,96,96");
        text(root.resolve("lists/localization.txt"), "val2/0/0.jpeg,1,2,3,4\nval2/0/0.jpeg,5,6,7,8");
        text(root.resolve("renamed.csv"), "val2/0/0.jpeg,0/new-name.jpeg");
        IlsvrcOptions options = new IlsvrcOptions(
                root.resolve("data"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(root.resolve("v2")),
                Optional.of(root.resolve("lists")),
                Optional.of(root.resolve("renamed.csv")),
                SplitRules.none());
        DataSplit val = part(new IlsvrcProvider().open(options, Progress.NONE), SplitName.VAL);
        assertThat(val.imagePath(0)).exists();
        assertThat(val.boxes(0)).containsExactly(new Box(1, 2, 3, 4), new Box(5, 6, 7, 8));
    }

    @Test
    void readsAClassFolderWithEveryKindOfBoxes(@TempDir Path root) {
        copy(picture, root.resolve("set/cat/a.png"));
        copy(picture, root.resolve("set/dog/b.png"));
        text(root.resolve("voc/cat/a.xml"), voc("cat", "1,2,30,40"));
        text(root.resolve("boxes.csv"), "image,x0,y0,x1,y1\ncat/a.png,1,2,30,40\n");
        text(
                root.resolve("boxes.json"),
                "{\"images\":[{\"id\":4,\"file_name\":\"a.png\",\"width\":96,\"height\":96}],"
                        + "\"annotations\":[{\"image_id\":4,\"category_id\":1,\"bbox\":[1,2,30,39]}],"
                        + "\"categories\":[{\"id\":1,\"name\":\"cat\"}]}");
        for (String boxes : new String[] {"voc", "boxes.csv", "boxes.json"}) {
            FolderOptions options = FolderOptions.of(root.resolve("set")).withBoxes(root.resolve(boxes));
            DataSplit train = part(new FolderProvider().open(options, Progress.NONE), SplitName.TRAIN);
            assertThat(train.boxes(0)).as(boxes).containsExactly(new Box(1, 2, 30, 40));
            assertThat(train.boxes(1)).isEmpty();
        }
        assertThat(auto(root.resolve("set")).classNames()).containsExactly("cat", "dog");
    }

    @Test
    void readsAFolderWithSplitsAndMasks(@TempDir Path root) {
        copy(picture, root.resolve("train/cat/a.png"));
        copy(picture, root.resolve("test/dog/b.png"));
        copy(picture, root.resolve("masks/b.png"));
        copy(picture, root.resolve("masks/b_ignore.png"));
        Dataset pets =
                new FolderProvider().open(FolderOptions.of(root).withMasks(root.resolve("masks")), Progress.NONE);
        assertThat(part(pets, SplitName.TEST).label(0)).isEqualTo(1);
        assertThat(part(pets, SplitName.TEST).masks(0).orElseThrow().ignore()).isPresent();
        assertThat(part(pets, SplitName.TRAIN).masks(0)).isEmpty();
    }

    @Test
    void readsPetsInTheReferenceLayout() {
        Dataset pets = auto(Shared.data("pets3"));
        DataSplit train = part(pets, SplitName.TRAIN);
        assertThat(train.size()).isEqualTo(300);
        assertThat(pets.classNames()).containsExactly("Abyssinian", "american_bulldog", "Bengal");
        assertThat(train.boxes(0)).containsExactly(new Box(65, 86, 323, 474));
        assertThat(train.masks(0).orElseThrow().masks().get(0)).exists();
        assertThat(train.masks(0).orElseThrow().ignore().orElseThrow()).exists();
    }

    @Test
    void reportsSeveralInvalidLinesTogether(@TempDir Path root) {
        Path lists = root.resolve("metadata/train");
        text(lists.resolve("image_ids.txt"), "a.png\nb.png\nc.png");
        text(lists.resolve("class_labels.txt"), "a.png,zero\nb.png,1\nc.png,-1");
        assertThatThrownBy(() -> auto(root))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("class_labels.txt:1:", "zero", "class_labels.txt:3:", "labels count from 0");
        Path boxes = text(root.resolve("boxes.csv"), "image,x0,y0,x1,y1\na.png,1,2,3\nb.png,1,1,9,9\nc.png,5,5,4,4\n");
        assertThatThrownBy(() -> BoxSource.read(boxes, name -> true, new LeftOut(), read -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("boxes.csv:2:", "boxes.csv:4:", "ends before it starts");
    }

    @Test
    void reportsEveryInvalidLineOfCubLists(@TempDir Path root) {
        StringBuilder images = new StringBuilder();
        StringBuilder boxes = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            images.append(i).append(" 001.A/").append(i).append(".png\n");
            boxes.append(i % 2 == 0 ? i + " 5 5 x 5\n" : i + "\n");
        }
        text(root.resolve("images.txt"), images.toString());
        text(root.resolve("classes.txt"), "1 001.A\n");
        text(root.resolve("image_class_labels.txt"), images.toString().replaceAll(" .*", " 1"));
        text(root.resolve("train_test_split.txt"), images.toString().replaceAll(" .*", " 1"));
        text(root.resolve("bounding_boxes.txt"), boxes.toString());
        assertThatThrownBy(() -> auto(root))
                .isInstanceOfSatisfying(
                        DataException.class, bad -> assertThat(bad.count()).isEqualTo(30))
                .hasMessageContainingAll("bounding_boxes.txt:1:", "bounding_boxes.txt:20:", "and 10 more");
    }

    @ParameterizedTest
    @CsvSource({"'2 001.A\n3 002.B'", "'1 001.A\n3 002.B'", "'1 002.B\n0 001.A'"})
    void rejectsClassesOutOfOrder(String classes, @TempDir Path root) {
        Path list = text(root.resolve("classes.txt"), classes);
        assertThatThrownBy(() -> ClassNames.read(list))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("classes.txt:", "numbered in order");
        assertThat(ClassNames.read(text(root.resolve("classes.txt"), "3 wheeler\ncar")))
                .containsExactly("3 wheeler", "car");
    }

    @Test
    void rejectsIdsThatLeaveTheFolderWithFileAndLine(@TempDir Path root) throws IOException {
        for (String id : new String[] {"../secret.png", "a/../../b.png", "/etc/passwd", "C:/b.png", "a\\b.png"}) {
            Path lists = root.resolve("metadata/train");
            text(lists.resolve("image_ids.txt"), "fine.png\n" + id);
            text(lists.resolve("class_labels.txt"), "fine.png,0\n" + id + ",0");
            assertThatThrownBy(() -> auto(root))
                    .as(id)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("class_labels.txt:2:");
        }
        Files.delete(root.resolve("metadata/train/image_ids.txt"));
        assertThatThrownBy(() -> auto(root))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("layout");
    }
}
