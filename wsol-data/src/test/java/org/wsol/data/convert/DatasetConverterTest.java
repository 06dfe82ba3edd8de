package org.wsol.data.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.annotation.BoxSource;
import org.wsol.data.layout.ReferenceOptions;
import org.wsol.data.layout.ReferenceProvider;

class DatasetConverterTest {

    @ParameterizedTest
    @CsvSource({"COCO, test.json", "VOC, test", "CSV, test.csv"})
    void boxesSurviveTheWayThereAndBack(AnnotationFormat format, String written, @TempDir Path folder) {
        Dataset demo = GeneratedLayouts.demo(folder.resolve("demo"));
        DatasetConverter.convert(demo, format, folder.resolve("out"));
        BoxSource source = BoxSource.open(folder.resolve("out").resolve(written));
        DataSplit test = demo.split(SplitName.TEST).orElseThrow();
        for (int i = 0; i < test.size(); i++) {
            assertThat(source.find(test.imageId(i)).orElseThrow().boxes()).isEqualTo(test.boxes(i));
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
}
