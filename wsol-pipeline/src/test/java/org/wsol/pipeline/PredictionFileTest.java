package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.split.SubsetSplit;
import org.wsol.eval.protocol.Protocol;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.PredictionFile;
import org.wsol.pipeline.evaluation.SplitPredictions;

/** Ranges of whole batches in separate files give results bit-identical to the whole split. */
class PredictionFileTest {
    @TempDir
    private Path folder;

    private Path written(TrainedModel model, DataSplit split, int from, int to) {
        Path file = folder.resolve(from + ".safetensors");
        PredictionFile.write(file, model.answers(SubsetSplit.range(split, from, to), Progress.NONE), from);
        return file;
    }

    @Test
    void rangesGiveTheSameDigitsAsTheWholeSplit() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        DataSplit split = data.split(SplitName.TEST).orElseThrow();
        try (TrainedModel model = LocalizationTrainer.of(
                        SmallModel.recipe().set("train.epochs", "2 steps").build())
                .fit(data, TrainingListener.none())) {
            Path first = written(model, split, 0, model.evaluationBatch());
            Path rest = written(model, split, model.evaluationBatch(), split.size());
            SplitPredictions joined = PredictionFile.joined(model.use().data(), split, List.of(first, rest));
            SplitPredictions whole = model.answers(split, Progress.NONE);
            assertThat(joined.mapSize()).isEqualTo(whole.mapSize());
            for (int i = 0; i < split.size(); i++) {
                assertThat(joined.images().get(i).index()).isEqualTo(i);
                assertThat(joined.images().get(i).maps())
                        .usingRecursiveComparison()
                        .isEqualTo(whole.images().get(i).maps());
            }
            Evaluation evaluation = model.evaluation(joined);
            assertThat(evaluation.accuracy()).isEqualTo(model.evaluate(split).accuracy());
            assertThat(evaluation.localization(new Protocol.Oracle()))
                    .isEqualTo(model.evaluate(split).localization(new Protocol.Oracle()));
            assertThatThrownBy(() -> PredictionFile.joined(model.use().data(), split, List.of(first)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("4 images have predictions and 0 were skipped, expected 8");
            byte[] damaged = Files.readAllBytes(rest);
            damaged[damaged.length - 5] ^= 1;
            Files.write(rest, damaged);
            assertThatThrownBy(() -> PredictionFile.joined(model.use().data(), split, List.of(first, rest)))
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
