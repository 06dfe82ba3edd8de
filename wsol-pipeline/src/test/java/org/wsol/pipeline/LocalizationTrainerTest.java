package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;
import org.wsol.pipeline.recipe.Recipe;

class LocalizationTrainerTest {
    @TempDir
    private Path folder;

    /** With the default start of 20 epochs the losses of the method would never be active. */
    @Test
    void probableMistakesAreReportedToTheListener() {
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warned(String warning) {
                warnings.add(warning);
            }

            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        Recipe recipe = SmallModel.recipe().method("bridging-gap").epochs(1).build();
        assertThatThrownBy(() -> LocalizationTrainer.of(recipe).fit(SmallModel.data(folder.resolve("data")), listener))
                .isInstanceOf(TrainingStoppedException.class);
        assertThat(warnings)
                .anyMatch(warning -> warning.contains("method.similarity.start: 20 epochs is not before the end"));
    }

    @Test
    void resumedTrainingEqualsAnUninterruptedOne() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        Recipe recipe = SmallModel.recipe().build();
        byte[] whole = weights(LocalizationTrainer.of(recipe), data, TrainingListener.none(), "whole");

        LocalizationTrainer kept = LocalizationTrainer.of(recipe).checkpoints(folder.resolve("checkpoints"));
        assertThatThrownBy(() -> kept.fit(data, stopAfter(10)))
                .isInstanceOfSatisfying(TrainingStoppedException.class, stopped -> {
                    assertThat(stopped.steps()).isEqualTo(10);
                    assertThat(stopped.totalSteps()).isEqualTo(24);
                });
        assertThat(weights(kept, data, TrainingListener.none(), "resumed")).isEqualTo(whole);
    }

    @Test
    void checkpointsOfAnotherTrainingAreRejected() {
        Dataset data = SmallModel.data(folder.resolve("data"));
        Recipe recipe = SmallModel.recipe().build();
        Path checkpoints = folder.resolve("checkpoints");
        LocalizationTrainer.of(recipe)
                .checkpoints(checkpoints)
                .fit(data, TrainingListener.none())
                .close();

        for (Recipe other : List.of(
                SmallModel.recipe().seed(99).build(),
                SmallModel.recipe().learningRate(0.123).build(),
                SmallModel.recipe().epochs(77).build())) {
            assertThatThrownBy(() -> LocalizationTrainer.of(other)
                            .checkpoints(checkpoints)
                            .fit(data, TrainingListener.none()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(checkpoints + " belong to another training (")
                    .hasMessageMatching("(?s).*(seed: \\d+ there, 99 here|train.lr: \\S+ there, 0.123 here"
                            + "|train.epochs: .* there, 77 epochs here).*");
        }
        Dataset fewer = Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("data"), "classes", 2, "size", 32, "train", 28, "val", 8, "test", 8));
        assertThatThrownBy(() ->
                        LocalizationTrainer.of(recipe).checkpoints(checkpoints).fit(fewer, TrainingListener.none()))
                .hasMessageContaining("other training images, labels or classes");
        Recipe sameTraining =
                SmallModel.recipe().set("evaluation.interval", 0.05).build();
        LocalizationTrainer.of(sameTraining)
                .checkpoints(checkpoints)
                .fit(data, TrainingListener.none())
                .close();
    }

    @Test
    void anUnusableCheckpointFolderIsReportedBeforeTheTraining() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        List<Long> steps = new ArrayList<>();
        assertThatThrownBy(() -> LocalizationTrainer.of(SmallModel.recipe().build())
                        .checkpoints(file)
                        .fit(SmallModel.data(folder.resolve("data")), stopAfter(Long.MAX_VALUE, steps)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot write checkpoints into " + file);
        assertThat(steps).isEmpty();
    }

    @Test
    void stopDuringAnEvaluationEndsAtOnceAndResumeRepeatsTheEvaluation() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        Recipe recipe = SmallModel.recipe()
                .set("evaluation.every", "4 steps")
                .set("train.checkpoint.saveBest", Map.of("metric", "top1"))
                .build();
        List<String> expected = new ArrayList<>();
        byte[] whole =
                weights(LocalizationTrainer.of(recipe), data, stopAtQuestion(Integer.MAX_VALUE, expected), "whole");
        assertThat(expected).hasSize(6);
        int inside = 0;
        for (int question : List.of(4, 6)) {
            List<String> heard = new ArrayList<>();
            Path checkpoints = folder.resolve("checkpoints" + question);
            LocalizationTrainer kept = LocalizationTrainer.of(recipe).checkpoints(checkpoints);
            assertThatThrownBy(() -> kept.fit(data, stopAtQuestion(question, heard)))
                    .isInstanceOf(TrainingStoppedException.class);
            inside +=
                    new Checkpoint(checkpoints.resolve(Checkpoint.LAST)).notes().containsKey("evaluation.due") ? 1 : 0;
            assertThatThrownBy(() -> kept.fit(data, stopAtQuestion(1, heard)))
                    .as("stopped again at once")
                    .isInstanceOf(TrainingStoppedException.class);
            assertThat(weights(kept, data, stopAtQuestion(Integer.MAX_VALUE, heard), "resumed" + question))
                    .as("stopped at question %d", question)
                    .isEqualTo(whole);
            assertThat(heard).as("stopped at question %d", question).isEqualTo(expected);
        }
        assertThat(inside).as("stops inside an evaluation").isBetween(1, 2);
    }

    /** Requests a stop after the given number of calls. */
    private static TrainingListener stopAtQuestion(int number, List<String> validated) {
        return new TrainingListener() {
            private int asked;

            @Override
            public void validated(long steps, Map<String, Double> metrics, SplitPredictions predictions) {
                validated.add(steps + " " + metrics);
            }

            @Override
            public boolean stopRequested() {
                asked++;
                return asked >= number;
            }
        };
    }

    @Test
    void resumeAfterAnUnreadableBatchTrainsNoBatchTwice() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        DataSplit train = data.split(SplitName.TRAIN).orElseThrow();
        for (int i = 0; i < train.size(); i += i % 3 == 0 ? 1 : 2) {
            Files.writeString(train.imagePath(i), "no image");
        }
        Recipe recipe = SmallModel.recipe()
                .batch(2)
                .epochs(2)
                .set("data.onError", OnError.SKIP)
                .build();
        List<Long> steps = new ArrayList<>();
        byte[] whole = weights(LocalizationTrainer.of(recipe), data, stopAfter(Long.MAX_VALUE, steps), "whole");
        assertThat(steps).as("batches are left out").hasSizeBetween(4, 28);

        for (int stop = 0; stop < steps.size() - 1; stop += 3) {
            List<Long> heard = new ArrayList<>();
            LocalizationTrainer kept = LocalizationTrainer.of(recipe).checkpoints(folder.resolve("checkpoints" + stop));
            long last = steps.get(stop);
            assertThatThrownBy(() -> kept.fit(data, stopAfter(last, heard)))
                    .isInstanceOf(TrainingStoppedException.class);
            assertThat(weights(kept, data, stopAfter(Long.MAX_VALUE, heard), "resumed" + stop))
                    .as("stopped after step %d", last)
                    .isEqualTo(whole);
            assertThat(heard).isEqualTo(steps);
        }
    }

    /** Without checkpoints, an error in the evaluation after the training would lose its result. */
    @Test
    void aDamagedValidationImageIsReportedBeforeATrainingWithoutCheckpoints() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        Path image = data.split(SplitName.VAL).orElseThrow().imagePath(1);
        byte[] whole = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(whole, whole.length / 2));
        Recipe recipe = SmallModel.recipe()
                .set("evaluation.protocol", List.of("transferred"))
                .build();
        List<Long> steps = new ArrayList<>();
        assertThatThrownBy(() -> LocalizationTrainer.of(recipe).fit(data, stopAfter(Long.MAX_VALUE, steps)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 image is damaged")
                .hasMessageContaining(image.getFileName().toString());
        assertThat(steps).isEmpty();
    }

    @Test
    void listenerReceivesEveryStepAndEpoch() {
        Dataset data = SmallModel.data(folder.resolve("data"));
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
                heard.add("step");
            }

            @Override
            public void epochDone(EpochSummary summary) {
                heard.add("epoch");
            }

            @Override
            public boolean finishesEarly() {
                return heard.size() >= 12;
            }
        };
        try (TrainedModel model =
                LocalizationTrainer.of(SmallModel.recipe().build()).fit(data, listener)) {
            assertThat(heard).containsSubsequence("step", "epoch", "step").hasSize(12);
            assertThat(model.training().orElseThrow().endedEarly()).isTrue();
        }
    }

    @Test
    void measuringGradientsOfTermsDoesNotChangeTheTraining() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        LocalizationTrainer trainer = LocalizationTrainer.of(SmallModel.recipe().build());
        Map<Long, Map<String, Double>> measured = new TreeMap<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean wantsTermGradients(long steps) {
                return steps == 1 || steps == 24;
            }

            @Override
            public void termGradients(long steps, Map<String, Double> norms) {
                measured.put(steps, norms);
            }
        };
        assertThat(weights(trainer, data, listener, "measured"))
                .isEqualTo(weights(trainer, data, TrainingListener.none(), "plain"));
        assertThat(measured).containsOnlyKeys(1L, 24L);
        assertThat(measured.get(1L)).containsOnlyKeys("cross_entropy", "consistency");
        assertThat(measured.get(24L)).containsOnlyKeys("cross_entropy", "consistency", "similarity");
        assertThat(measured.get(24L).values()).allMatch(norm -> norm > 0);
    }

    @Test
    void bestCheckpointNeedsNoFolder() {
        Recipe recipe = SmallModel.recipe()
                .set("train.checkpoint.saveBest.metric", "top1")
                .build();
        try (TrainedModel model =
                LocalizationTrainer.of(recipe).fit(SmallModel.data(folder.resolve("data")), TrainingListener.none())) {
            assertThat(model.training().orElseThrow().boxesForCheckpoint()).isZero();
        }
    }

    @Test
    void rejectsANormMapThatTheMethodDoesNotHave() {
        Recipe recipe = SmallModel.recipe()
                .method("acol", Map.of())
                .set("evaluation.map", LocalizingMap.NORM)
                .build();
        assertThatThrownBy(() -> LocalizationTrainer.of(recipe)
                        .fit(SmallModel.data(folder.resolve("data")), TrainingListener.none()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("evaluation.map: the maps of method acol have no norm map F; write cam instead of norm");
    }

    @Test
    void keptCheckpointsNeedAFolder() {
        Recipe recipe = SmallModel.recipe()
                .set("train.checkpoint.keep", List.of("1 epochs"))
                .build();
        assertThatThrownBy(() -> LocalizationTrainer.of(recipe)
                        .fit(SmallModel.data(folder.resolve("data")), TrainingListener.none()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("checkpoints(folder)");
    }

    private byte[] weights(LocalizationTrainer trainer, Dataset data, TrainingListener listener, String name)
            throws Exception {
        try (TrainedModel model = trainer.fit(data, listener)) {
            model.save(folder.resolve(name));
        }
        return Files.readAllBytes(folder.resolve(name).resolve("weights.safetensors"));
    }

    private static TrainingListener stopAfter(long last) {
        return stopAfter(last, new ArrayList<>());
    }

    private static TrainingListener stopAfter(long last, List<Long> heard) {
        return new TrainingListener() {
            private long done;

            @Override
            public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
                heard.add(steps);
                done = steps;
            }

            @Override
            public boolean stopRequested() {
                return done >= last;
            }
        };
    }
}
