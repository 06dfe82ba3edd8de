package org.wsol.data.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.Shared;
import org.wsol.data.annotation.BoxSource;
import org.wsol.data.annotation.ImageNames;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.convert.DatasetConverter.AnnotationFormat;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.layout.AutoProvider;
import org.wsol.data.layout.AutoProvider.AutoOptions;
import org.wsol.data.layout.CubOptions;
import org.wsol.data.layout.CubProvider;
import org.wsol.data.layout.FolderOptions;
import org.wsol.data.layout.FolderProvider;
import org.wsol.data.layout.ReferenceOptions;
import org.wsol.data.layout.ReferenceProvider;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SizedSplit;
import org.wsol.data.split.SplitBuilder;
import org.wsol.data.split.SplitRules;

class DatasetConverterTest {

    @ParameterizedTest
    @CsvSource({"COCO, test.json", "VOC, test", "CSV, test.csv"})
    void boxesSurviveARoundTrip(AnnotationFormat format, String written, @TempDir Path folder) {
        Dataset demo = GeneratedLayouts.demo(folder.resolve("demo"));
        DatasetConverter.convert(demo, format, folder.resolve("out"));
        Map<String, List<Box>> read = boxes(folder.resolve("out").resolve(written));
        DataSplit test = demo.split(SplitName.TEST).orElseThrow();
        for (int i = 0; i < test.size(); i++) {
            assertThat(read).containsEntry(nameOf(test.imageId(i)), test.boxes(i));
        }
    }

    /** Boxes by the image's name without extension and split folder. */
    private static Map<String, List<Box>> boxes(Path source) {
        Map<String, List<Box>> boxes = new TreeMap<>();
        BoxSource.read(source, name -> true, new LeftOut(), read -> boxes.put(nameOf(read.name()), read.boxes()));
        return boxes;
    }

    private static String nameOf(String image) {
        return ImageNames.withoutExtension(image).replaceFirst("^(train|val|test)/", "");
    }

    private static Stream<Arguments> everyPair() {
        return Stream.of(AnnotationFormat.values())
                .flatMap(first -> Stream.of(AnnotationFormat.values()).map(second -> Arguments.of(first, second)));
    }

    /**
     * Annotations written in one format, read by the project's layouts, written in another format and read again are
     * unchanged.
     */
    @ParameterizedTest
    @MethodSource("everyPair")
    void convertsEveryFormatToEveryOther(AnnotationFormat first, AnnotationFormat second, @TempDir Path folder) {
        Dataset demo = GeneratedLayouts.demo(folder.resolve("demo"));
        Path images = GeneratedLayouts.demoHome(folder.resolve("demo")).resolve("images");
        Dataset original = withManyBoxes(demo, images);
        Dataset once = throughFiles(original, first, images, folder.resolve("first"));
        Dataset twice = throughFiles(once, second, images, folder.resolve("second"));
        assertSameAnnotations(once, original);
        assertSameAnnotations(twice, original);
    }

    /** None, one or two boxes per image, some at the border. */
    private static Dataset withManyBoxes(Dataset demo, Path images) {
        List<DataSplit> parts = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            DataSplit part = demo.split(name).orElseThrow();
            SplitBuilder builder = new SplitBuilder(name, images);
            for (int i = 0; i < part.size(); i++) {
                builder.add(part.imageId(i), part.label(i));
                builder.setSize(i, part.imageSize(i).orElseThrow());
                for (Box box :
                        List.of(new Box(0, 0, 0, 0), new Box(3, 5, 95, 95)).subList(0, i % 3)) {
                    builder.addBox(i, box);
                }
            }
            parts.add(builder.build());
        }
        return ListedDataset.of("many", demo.classNames(), parts);
    }

    private static Dataset throughFiles(Dataset dataset, AnnotationFormat format, Path images, Path out) {
        DatasetConverter.convert(SizedSplit.in(dataset, ImageDecoder.asStored()), format, out);
        return format == AnnotationFormat.REFERENCE
                ? new ReferenceProvider().open(ReferenceOptions.of(images, out), Progress.NONE)
                : new FolderProvider().open(FolderOptions.of(images).withBoxes(out), Progress.NONE);
    }

    private static void assertSameAnnotations(Dataset actual, Dataset expected) {
        for (SplitName name : SplitName.values()) {
            assertThat(annotations(actual, name)).isEqualTo(annotations(expected, name));
        }
    }

    private static Map<String, String> annotations(Dataset dataset, SplitName name) {
        DataSplit part = dataset.split(name).orElseThrow();
        Map<String, String> annotations = new TreeMap<>();
        for (int i = 0; i < part.size(); i++) {
            annotations.put(part.imageId(i), dataset.classNames().get(part.label(i)) + " " + part.boxes(i));
        }
        return annotations;
    }

    @Test
    void realBirdsSurviveEveryFormat(@TempDir Path folder) {
        Path root = Shared.data("cub10").resolve("CUB_200_2011");
        Dataset birds = new CubProvider().open(CubOptions.of(root), Progress.NONE);
        Map<String, String> expected = new TreeMap<>(annotations(birds, SplitName.TRAIN));
        expected.putAll(annotations(birds, SplitName.TEST));
        for (AnnotationFormat format : AnnotationFormat.values()) {
            Dataset read = throughFiles(birds, format, root.resolve("images"), folder.resolve(format.name()));
            Map<String, String> actual = new TreeMap<>(annotations(read, SplitName.TRAIN));
            read.split(SplitName.TEST).ifPresent(test -> actual.putAll(annotations(read, SplitName.TEST)));
            assertThat(actual).as(format.name()).isEqualTo(expected);
        }
    }

    @Test
    void realPetsSurviveEveryFormat(@TempDir Path folder) {
        Path root = Shared.data("pets3");
        Dataset pets = new AutoProvider().open(new AutoOptions(root, SplitRules.none()), Progress.NONE);
        DataSplit train = pets.split(SplitName.TRAIN).orElseThrow();
        Dataset again = throughFiles(pets, AnnotationFormat.REFERENCE, root.resolve("images"), folder.resolve("ref"));
        assertThat(annotations(again, SplitName.TRAIN)).isEqualTo(annotations(pets, SplitName.TRAIN));
        for (AnnotationFormat format : List.of(AnnotationFormat.COCO, AnnotationFormat.VOC, AnnotationFormat.CSV)) {
            Path out = folder.resolve(format.name());
            DatasetConverter.convert(SizedSplit.in(pets, ImageDecoder.asStored()), format, out);
            Map<String, List<Box>> read = boxes(out);
            for (int i = 0; i < train.size(); i++) {
                assertThat(read.getOrDefault(nameOf(train.imageId(i)), List.of()))
                        .isEqualTo(train.boxes(i));
            }
        }
    }

    @Test
    void referenceMetadataSurvivesWithMasks(@TempDir Path folder) {
        Dataset demo = GeneratedLayouts.demo(folder.resolve("demo"));
        DatasetConverter.convert(demo, AnnotationFormat.REFERENCE, folder.resolve("metadata"));
        Path home = GeneratedLayouts.demoHome(folder.resolve("demo"));
        ReferenceOptions options = ReferenceOptions.of(home.resolve("images"), folder.resolve("metadata"));
        Dataset again = new ReferenceProvider().open(options, Progress.NONE);
        assertThat(again.fingerprint()).isEqualTo(demo.fingerprint());
        assertThat(again.classNames()).isEqualTo(demo.classNames());
    }

    /** Boxes that the data set has no longer must not be read from the lists of an earlier conversion. */
    @Test
    void listsOfAnEarlierConversionAreRemoved(@TempDir Path folder) throws IOException {
        Dataset boxes = GeneratedLayouts.demo(folder.resolve("demo"));
        Path lists = folder.resolve("lists");
        DatasetConverter.convert(boxes, AnnotationFormat.REFERENCE, lists);
        assertThat(lists.resolve("test/localization.txt")).isNotEmptyFile();
        DataSplit test = boxes.split(SplitName.TEST).orElseThrow();
        SplitBuilder without = new SplitBuilder(SplitName.TEST, folder);
        without.add(folder.relativize(test.imagePath(0)).toString(), 0);
        Dataset none = SizedSplit.in(
                ListedDataset.of("none", boxes.classNames(), List.of(without.build())), ImageDecoder.asStored());
        DatasetConverter.convert(none, AnnotationFormat.REFERENCE, lists);
        assertThat(lists.resolve("test/localization.txt")).doesNotExist();
        Files.writeString(lists.resolve("test/localization.txt"), "of the user");
        assertThatThrownBy(() -> DatasetConverter.convert(none, AnnotationFormat.REFERENCE, lists))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was not written by wsol");
    }
}
