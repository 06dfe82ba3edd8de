package org.wsol.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsol.data.GeneratedLayouts.copy;
import static org.wsol.data.GeneratedLayouts.text;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.datavec.api.io.filters.RandomPathFilter;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.datavec.BoxMetaData;
import org.wsol.data.datavec.DataSplitRecordReader;

class BoxRecordReadersTest {
    private static final Preprocessing SMALL = Preprocessing.of(32, 32);

    @TempDir
    static Path pictures;

    private static Path picture;

    @BeforeAll
    static void paint() throws IOException {
        GeneratedLayouts.demo(pictures);
        try (Stream<Path> files = Files.walk(pictures)) {
            picture = files.filter(file -> file.toString().endsWith(".png"))
                    .filter(file -> !file.toString().contains("mask"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void writeCub(Path root) {
        StringBuilder images = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        StringBuilder boxes = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            String id = (i % 2 == 0 ? "002.B" : "001.A") + "/" + i + ".png";
            copy(picture, root.resolve("images").resolve(id));
            images.append(i).append(' ').append(id).append('\n');
            labels.append(i).append(' ').append(2 - i % 2).append('\n');
            parts.append(i).append(i < 6 ? " 1\n" : " 0\n");
            boxes.append(i).append(" 1.0 2.0 ").append(i).append(".0 4.0\n");
        }
        text(root.resolve("images.txt"), images.toString());
        text(root.resolve("image_class_labels.txt"), labels.toString());
        text(root.resolve("train_test_split.txt"), parts.toString());
        text(root.resolve("bounding_boxes.txt"), boxes.toString());
        text(root.resolve("classes.txt"), "1 001.A\n2 002.B\n");
    }

    private static List<String> ids(DataSplitRecordReader reader) {
        List<String> ids = new ArrayList<>();
        while (reader.hasNext()) {
            ids.add(((BoxMetaData) reader.nextRecord().getMetaData()).imageId());
        }
        return ids;
    }

    @Test
    void cubRecordsContainImageLabelAndBoxes(@TempDir Path root) {
        writeCub(root);
        CubBoxRecordReader reader = new CubBoxRecordReader(root, SplitName.TRAIN, SMALL);
        assertThat(reader.getLabels()).containsExactly("001.A", "002.B");
        reader.nextRecord();
        Record second = reader.nextRecord();
        assertThat(((NDArrayWritable) second.getRecord().get(0)).get().shape()).containsExactly(1, 3, 32, 32);
        assertThat(second.getRecord()).hasSize(2);
        assertThat(second.getRecord().get(1).toInt()).isEqualTo(1);
        BoxMetaData origin = (BoxMetaData) second.getMetaData();
        assertThat(origin.boxes()).containsExactly(new Box(1, 2, 3, 6));
        assertThat(origin.imageId()).isEqualTo("002.B/2.png");
        assertThat(origin.getReaderClass()).isEqualTo(CubBoxRecordReader.class);
        assertThat(reader.loadFromMetaData(origin).getRecord().get(1).toInt()).isEqualTo(1);
        reader.reset();
        Record third = reader.withBoxColumn().nextRecord();
        assertThat(((NDArrayWritable) third.getRecord().get(2)).get().toFloatMatrix())
                .isEqualTo(new float[][] {{1, 2, 2, 6}});
    }

    @Test
    void readersCanBeSplitAndReset(@TempDir Path root) {
        writeCub(root);
        CubBoxRecordReader reader = new CubBoxRecordReader(root, SplitName.TRAIN, SMALL);
        InputSplit[] shares = reader.images().sample(new RandomPathFilter(new Random(4)), 60, 40);
        reader.initialize(shares[0]);
        List<String> first = ids(reader);
        reader.reset();
        assertThat(ids(reader)).isEqualTo(first).hasSize(3);
        reader.initialize(shares[1]);
        List<String> second = ids(reader);
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
        reader.initialize(new FileSplit(root.resolve("images/002.B").toFile()));
        assertThat(ids(reader)).containsExactly("002.B/2.png", "002.B/4.png");
    }

    @Test
    void reportsImagesOutsideTheSplit(@TempDir Path root) {
        writeCub(root);
        CubBoxRecordReader reader = new CubBoxRecordReader(root, SplitName.TRAIN, SMALL);
        URI tested = root.resolve("images/002.B/6.png").toUri();
        assertThatThrownBy(() -> reader.initialize(new CollectionInputSplit(List.of(tested))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("6.png")
                .hasMessageContaining("train");
        assertThatThrownBy(() -> new CubBoxRecordReader(root, SplitName.VAL, SMALL))
                .hasMessageContaining("train and test");
    }

    @Test
    void reportsEveryInvalidLine(@TempDir Path root) {
        writeCub(root);
        text(root.resolve("bounding_boxes.txt"), "1 x 0 9 9\n2 0 0 9 9\n3 0 0 9 9\n4 0 0 9 9\n5 0 0 y 9\n6 0 0 9 9\n");
        assertThatThrownBy(() -> new CubBoxRecordReader(root, SplitName.TRAIN, SMALL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("bounding_boxes.txt:1:")
                .hasMessageContaining("bounding_boxes.txt:5:");
    }

    @Test
    void imageNetRecordsContainAllBoxes(@TempDir Path root) {
        copy(picture, root.resolve("val/ILSVRC2012_val_00000001.JPEG"));
        copy(picture, root.resolve("train/n01440764/a.JPEG"));
        text(root.resolve("LOC_synset_mapping.txt"), "n01440764 tench\nn01443537 goldfish\n");
        String box = "<object><name>n01443537</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>6</ymax>"
                + "</bndbox></object>";
        Path annotation = root.resolve("Annotations/CLS-LOC/val/ILSVRC2012_val_00000001.xml");
        text(annotation, "<annotation>" + box + box.replace("<xmax>5", "<xmax>7") + "</annotation>");
        ImageNetBoxRecordReader reader = new ImageNetBoxRecordReader(root, SplitName.TEST, SMALL);
        Record record = reader.nextRecord();
        assertThat(record.getRecord().get(1).toInt()).isEqualTo(1);
        assertThat(((BoxMetaData) record.getMetaData()).boxes())
                .containsExactly(new Box(1, 2, 5, 6), new Box(1, 2, 7, 6));
        assertThat(new ImageNetBoxRecordReader(root, SplitName.TRAIN, SMALL)
                        .split()
                        .size())
                .isEqualTo(1);
        text(annotation, "<annotation><object></annotation>");
        assertThatThrownBy(() -> new ImageNetBoxRecordReader(root, SplitName.TEST, SMALL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ILSVRC2012_val_00000001.xml");
    }

    @Test
    void readsReferenceMetadata(@TempDir Path root) {
        copy(picture, root.resolve("images/001.A/one.png"));
        Path lists = root.resolve("metadata");
        text(lists.resolve("test/image_ids.txt"), "001.A/one.png");
        text(lists.resolve("test/class_labels.txt"), "001.A/one.png,0");
        text(lists.resolve("test/localization.txt"), "001.A/one.png,1,2,3,4");
        var reader = new ReferenceBoxRecordReader(root.resolve("images"), lists, SplitName.TEST, SMALL);
        assertThat(reader.getLabels()).containsExactly("001.A");
        assertThat(((BoxMetaData) reader.nextRecord().getMetaData()).boxes()).containsExactly(new Box(1, 2, 3, 4));
    }

    /** The layouts use the record readers: errors in lines are reported by the record reader. */
    @Test
    void layoutsUseTheRecordReaders(@TempDir Path folder) {
        Path cub = folder.resolve("cub");
        writeCub(cub);
        DataSplit birds = open(new CubProvider(), CubOptions.of(cub));
        CubBoxRecordReader reader = new CubBoxRecordReader(cub, SplitName.TRAIN, SMALL);
        assertThat(birds.size()).isEqualTo(reader.split().size()).isEqualTo(5);
        for (int i = 0; i < birds.size(); i++) {
            BoxMetaData origin = (BoxMetaData) reader.nextRecord().getMetaData();
            assertThat(birds.imageId(i)).isEqualTo(origin.imageId());
            assertThat(birds.boxes(i)).isEqualTo(origin.boxes());
        }
        text(cub.resolve("bounding_boxes.txt"), "1 x 0 9 9\n");
        assertReadBy(CubBoxRecordReader.class, () -> open(new CubProvider(), CubOptions.of(cub)));

        Path ilsvrc = folder.resolve("ilsvrc");
        copy(picture, ilsvrc.resolve("val/ILSVRC2012_val_00000001.JPEG"));
        copy(picture, ilsvrc.resolve("train/n01440764/a.JPEG"));
        text(ilsvrc.resolve("Annotations/CLS-LOC/val/ILSVRC2012_val_00000001.xml"), "<annotation><object>");
        assertReadBy(ImageNetBoxRecordReader.class, () -> open(new IlsvrcProvider(), IlsvrcOptions.of(ilsvrc)));

        Path reference = folder.resolve("reference");
        copy(picture, reference.resolve("001.A/one.png"));
        text(reference.resolve("metadata/train/image_ids.txt"), "001.A/one.png");
        text(reference.resolve("metadata/train/class_labels.txt"), "001.A/one.png,none");
        ReferenceOptions lists = ReferenceOptions.of(reference, reference.resolve("metadata"));
        assertReadBy(ReferenceBoxRecordReader.class, () -> open(new ReferenceProvider(), lists));
    }

    private static <O extends java.lang.Record> DataSplit open(DatasetProvider<O> layout, O options) {
        return layout.open(options, Progress.NONE).split(SplitName.TRAIN).orElseThrow();
    }

    private static void assertReadBy(Class<?> reader, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(DataException.class).satisfies(error -> assertThat(
                        error.getStackTrace())
                .as("where it was noticed")
                .anyMatch(frame -> frame.getClassName().startsWith(reader.getName())));
    }
}
