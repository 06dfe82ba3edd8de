package org.wsol.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsol.data.GeneratedLayouts.copy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.Shared;
import org.wsol.data.check.CheckReport.Finding;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.layout.AutoProvider;
import org.wsol.data.layout.AutoProvider.AutoOptions;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;
import org.wsol.data.split.SplitRules;

class DatasetCheckerTest {

    @Test
    void demonstrationSetHasOnlyTheNoteThatItIsSmall(@TempDir Path folder) {
        CheckReport report =
                new DatasetChecker(ImageDecoder.asStored(), Progress.NONE).check(GeneratedLayouts.demo(folder));
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(FindingKind.FEW_IMAGES);
        assertThat(report.findings().get(0).examples()).contains("train: class 'azure-head' has 2 images");
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.splits().get(0).imagesPerClass()).hasSize(6).containsEntry("azure-head", 2);
    }

    @Test
    void findsEveryDefectAndSuggestsARemedy(@TempDir Path folder) throws IOException {
        Dataset demo = GeneratedLayouts.demo(folder.resolve("demo"));
        DataSplit source = demo.split(SplitName.TRAIN).orElseThrow();
        Path images = folder.resolve("images");
        for (int i = 0; i < 4; i++) {
            copy(source.imagePath(i), images.resolve(i + ".png"));
        }
        copy(source.imagePath(0), images.resolve("twin.png"));
        copy(source.imagePath(5), images.resolve("unlisted.png"));
        byte[] whole = Files.readAllBytes(source.imagePath(4));
        Files.write(images.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        SplitBuilder train = new SplitBuilder(SplitName.TRAIN, images);
        train.setSize(train.add("0.png", 0), new ImageSize(50, 60));
        train.addBox(train.add("1.png", 0), new Box(0, 0, 96, 10));
        int third = train.add("2.png", 0);
        train.addMask(third, "no-mask.png");
        train.addMask(third, "cut.png");
        train.add("cut.png", 0);
        train.add("gone.png", 0);
        SplitBuilder test = new SplitBuilder(SplitName.TEST, images);
        test.add("twin.png", 1);
        test.add("3.png", 1);
        Dataset bad = ListedDataset.of("bad", List.of("a", "b"), List.of(train.build(), test.build()));
        CheckReport report = new DatasetChecker(ImageDecoder.asStored(), Progress.NONE).check(bad);
        Map<FindingKind, Integer> counts =
                report.findings().stream().collect(Collectors.toMap(Finding::kind, Finding::count));
        assertThat(counts)
                .containsOnly(
                        Map.entry(FindingKind.SIZE_MISMATCH, 1),
                        Map.entry(FindingKind.BOX_OUTSIDE, 1),
                        Map.entry(FindingKind.BAD_MASK, 2),
                        Map.entry(FindingKind.UNREADABLE, 1),
                        Map.entry(FindingKind.MISSING_FILE, 1),
                        Map.entry(FindingKind.DUPLICATE, 1),
                        Map.entry(FindingKind.EXTRA_FILE, 1),
                        Map.entry(FindingKind.LABEL_GAP, 1),
                        Map.entry(FindingKind.FEW_IMAGES, 1),
                        Map.entry(FindingKind.ONE_CLASS, 1),
                        Map.entry(FindingKind.NOT_TESTED, 1),
                        Map.entry(FindingKind.NO_BOXES, 1));
        assertThat(report.hasErrors()).isTrue();
        assertThat(String.join("\n", report.lines())).contains("gone.png", "unlisted.png", "-> ");
        assertThat(report.toMap()).containsEntry("ok", false);
        assertThat(inRanges(bad, folder)).isEqualTo(report);
    }

    /** The decoder used in training replaces damaged parts silently. */
    @Test
    void findsDamageInsidePhotos(@TempDir Path folder) throws IOException {
        BufferedImage photo = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 150; i++) {
            photo.setRGB(i % 200, i / 200, (i * 2654435) ^ (i << 7));
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpg", written);
        byte[] whole = written.toByteArray();
        byte[] zeros = whole.clone();
        Arrays.fill(zeros, whole.length / 2, whole.length / 2 + 2000, (byte) 0);
        byte[] cut = Arrays.copyOf(whole, whole.length / 3);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        Files.write(folder.resolve("whole.jpg"), whole);
        Files.write(folder.resolve("zeros.jpg"), zeros);
        Files.write(folder.resolve("cut.jpg"), cut);
        SplitBuilder train = new SplitBuilder(SplitName.TRAIN, folder);
        train.add("whole.jpg", 0);
        train.add("zeros.jpg", 0);
        train.add("cut.jpg", 1);
        Dataset photos = ListedDataset.of("photos", List.of("a", "b"), List.of(train.build()));
        CheckReport report = new DatasetChecker(ImageDecoder.asStored(), Progress.NONE).check(photos);
        assertThat(report.findings().stream()
                        .filter(finding -> finding.kind() == FindingKind.PARTLY_DAMAGED)
                        .mapToInt(Finding::count)
                        .sum())
                .isEqualTo(2);
        assertThat(String.join("\n", report.lines()))
                .contains("cut.jpg", "zeros.jpg")
                .doesNotContain("whole.jpg");
    }

    /** The images in three ranges, each written to a file and read again. */
    private static CheckReport inRanges(Dataset set, Path folder) {
        DatasetChecker checker = new DatasetChecker(ImageDecoder.asStored(), Progress.NONE);
        int count = DatasetChecker.count(set);
        List<CheckedImages> ranges = new ArrayList<>();
        for (int[] ends : new int[][] {{0, 2}, {2, count - 1}, {count - 1, count}}) {
            Path file = folder.resolve("range.txt");
            checker.images(set, ends[0], ends[1]).write(file);
            ranges.add(CheckedImages.read(file));
        }
        return checker.check(set, ranges);
    }

    /** With EXIF orientation, the size of a rotated photo differs from the stored size in lists. */
    @Test
    void usesTheImageSizesOfTraining() {
        Path photos = Path.of("src/test/resources/decoding");
        SplitBuilder train = new SplitBuilder(SplitName.TRAIN, photos);
        train.setSize(train.add("rotated.jpg", 0), new ImageSize(37, 53));
        Dataset turned = ListedDataset.of("turned", List.of("a"), List.of(train.build()));
        ImageDecoder stored = ImageDecoder.asStored();
        assertThat(kinds(stored, turned)).doesNotContain(FindingKind.SIZE_FITTED);
        assertThat(kinds(stored.withExifOrientation(true), turned)).contains(FindingKind.SIZE_FITTED);
    }

    @Test
    void reportsUnsupportedFormatsAndAPhotoInTwoClasses(@TempDir Path folder) throws IOException {
        Path photo = Path.of("src/test/resources/decoding/baseline.jpg");
        for (String name : new String[] {"cat/a.jpg", "cat/copy.jpg", "dog/b.jpg"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(photo, folder.resolve(name));
        }
        Files.writeString(folder.resolve("cat/c.heic"), "x");
        Files.createDirectories(folder.resolve("bird"));
        Files.writeString(folder.resolve("bird/d.heic"), "x");
        Files.createDirectories(folder.resolve("cat/raw"));
        Files.writeString(folder.resolve("cat/raw/e.nef"), "x");
        Files.writeString(folder.resolve("cat/.hidden.jpg"), "x");
        Dataset set = new AutoProvider().open(new AutoOptions(folder, SplitRules.none()), Progress.NONE);
        CheckReport report = new DatasetChecker(ImageDecoder.asStored(), Progress.NONE).check(set);
        assertThat(report.findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        FindingKind.TWO_CLASSES,
                        FindingKind.REPEATED,
                        FindingKind.FEW_IMAGES,
                        FindingKind.LABEL_GAP,
                        FindingKind.FOREIGN_FORMAT);
        assertThat(String.join("\n", report.lines()))
                .contains(
                        "c.heic",
                        "e.nef",
                        "d.heic",
                        "class 'bird' has no image",
                        "dog/b.jpg = train cat/a.jpg",
                        "cat/copy.jpg = train cat/a.jpg")
                .contains("classes: bird 0, cat 2, dog 1");
    }

    private static List<FindingKind> kinds(ImageDecoder decoder, Dataset dataset) {
        return new DatasetChecker(decoder, Progress.NONE)
                .check(dataset).findings().stream().map(Finding::kind).toList();
    }

    @Test
    void reportsThatTheBirdsAreASubsetOfThePublishedSet() {
        Path root = Shared.data("cub10").resolve("CUB_200_2011");
        Dataset birds = new AutoProvider().open(new AutoOptions(root, SplitRules.none()), Progress.NONE);
        CheckReport report = new DatasetChecker(ImageDecoder.asStored(), Progress.NONE).check(birds);
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(FindingKind.SUBSET);
    }
}
