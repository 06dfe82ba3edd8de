package org.wsol.data.datavec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.GeneratedLayouts;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.data.BatchLoader.BatchStream;

class DataSplitRecordReaderTest {

    @Test
    void recordsEqualTheBatchesOfEvaluation(@TempDir Path folder) throws IOException {
        Dataset demo = GeneratedLayouts.demo(folder);
        DataSplit test = demo.split(SplitName.TEST).orElseThrow();
        Preprocessing settings = Preprocessing.of(48, 40);
        try (DataSplitRecordReader reader = new DataSplitRecordReader(test, demo.classNames(), settings);
                ImageBatchLoader loader = ImageBatchLoader.evaluation(test, settings, 6);
                BatchStream stream = loader.epoch(0, 0)) {
            INDArray images = stream.next().orElseThrow().images();
            for (int i = 0; i < 6; i++) {
                Record record = reader.nextRecord();
                INDArray image = ((NDArrayWritable) record.getRecord().get(0)).get();
                assertThat(image.data().asFloat())
                        .isEqualTo(images.slice(i).dup('c').data().asFloat());
                assertThat(record.getRecord().get(1).toInt()).isEqualTo(test.label(i));
                assertThat(reader.loadFromMetaData(record.getMetaData())
                                .getRecord()
                                .get(1)
                                .toInt())
                        .isEqualTo(test.label(i));
            }
            assertThat(reader.hasNext()).isFalse();
            reader.reset();
            assertThat(reader.next(4)).hasSize(4);
        }
    }

    @Test
    void findsBoxesByPath(@TempDir Path folder) {
        Dataset demo = GeneratedLayouts.demo(folder);
        DataSplit test = demo.split(SplitName.TEST).orElseThrow();
        var objects = new DataSplitLabelProvider(test, demo.classNames())
                .getImageObjectsForPath(test.imagePath(2).toUri());
        assertThat(objects).hasSize(1);
        assertThat(List.of(objects.get(0).getX1(), objects.get(0).getY2()))
                .isEqualTo(
                        List.of(test.boxes(2).get(0).x0(), test.boxes(2).get(0).y1()));
    }
}
