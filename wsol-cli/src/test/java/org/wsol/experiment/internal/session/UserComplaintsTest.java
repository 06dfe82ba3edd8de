package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsol.config.TestCatalog.GapOptions;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.PlanEntry.Action;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.ExperimentComposer;

/** Tests against common complaints of users of other tools. */
class UserComplaintsTest extends SessionTestBase {
    private static final String FOUR = "sweep: {grid: {train.lr: [1, 2, 3, 4]}}";

    @Test
    void resumesASweepWithoutRenumberingOrOverwriting() {
        var options = new SessionOptions(1, 1, 2, Optional.empty(), false, "");
        SessionResult first = run(plan(experiment(FOUR)), options, new Interruption(Optional.empty()));
        SessionResult second = run(experiment(FOUR));
        assertThat(executor.executed).hasSize(4).doesNotHaveDuplicates();
        assertThat(second.results().subList(0, 2))
                .extracting(RunResult::folder)
                .isEqualTo(first.results().subList(0, 2).stream()
                        .map(RunResult::folder)
                        .toList());
    }

    @Test
    void reportsFailuresAtOnceAndAtTheEndWithASelectablePolicy() {
        String sweep = "sweep: {grid: {train.lr: [666, 1, 667]}}";
        SessionResult all = run(experiment(sweep));
        assertThat(heard.get(1)).isEqualTo("end bridging-gap-lr666 failed");
        assertThat(all.failures()).hasSize(2).allSatisfy(failure -> assertThat(
                        failure.folder().orElseThrow().log())
                .content()
                .contains("the run failed"));
        var stop = new SessionOptions(1, 1, 9, Optional.empty(), true, "");
        var again = new Planner(executor).plan(experiment(sweep), true, false);
        assertThat(run(again, stop, new Interruption(Optional.empty())).open()).hasSize(2);
    }

    @Test
    void zipsCorrelatedParameters() {
        var runs = experiment("sweep: {zip: {train.lr: [1, 2], train.batch: [8, 16]}}")
                .runs();
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).varied()).containsEntry("train.lr", "2").containsEntry("train.batch", "16");
    }

    @Test
    void repeatsRunsWithOneKey() {
        var runs = experiment("sweep: {seeds: 3}").runs();
        assertThat(runs).extracting(run -> run.config().value().seed()).containsExactly(1L, 2L, 3L);
        assertThat(plan(experiment("sweep: {seeds: 3}")).entries())
                .extracting(entry -> entry.run().folderName())
                .allMatch(name -> name.matches("bridging-gap-seed[123]-[0-9a-f]{8}"));
    }

    @Test
    void composesLargeSweepsQuickly() {
        experiment(FOUR); // to load classes
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        assertThat(experiment("", "train.lr=range(1,50)", "train.batch=range(1,20)")
                        .runs())
                .hasSize(1000);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                .as("time of the processor, whatever else the machine does")
                .isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void folderNamesAreShortAndSafeForAllValues() {
        var entries = plan(experiment("sweep: {grid: {train.lr: [1e-3, 2]}, cases: {'a/b=c, d': {train.batch: 1},"
                        + " '../../x': {train.batch: 2}, '" + "long ".repeat(60)
                        + "': {train.batch: 3}, 'ü:*?<>|': {train.batch: 4}}}"))
                .entries();
        assertThat(entries).hasSize(8);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.run().folderName())
                .matches("[A-Za-z0-9][A-Za-z0-9._-]*")
                .hasSizeLessThanOrEqualTo(60));
        assertThat(entries).extracting(entry -> entry.run().identity().hash()).hasSize(8);
    }

    @Test
    void resultsFolderContainsNoAbsolutePaths() throws IOException {
        run(experiment(FOUR, "output.root=" + runs()));
        try (Stream<Path> files = Files.walk(runs())) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")
                                    || file.toString().endsWith(".jsonl"))
                            .filter(file -> !file.endsWith("provenance.json")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain(folder.toString()));
        }
        Path moved = Files.move(runs(), folder.resolve("elsewhere"));
        assertThat(actions(experiment(FOUR, "output.root=" + moved)))
                .as("found where they are now")
                .containsOnly(Action.CACHED);
    }

    @Test
    void gridsOverNestedKeysHaveEveryCombinationOnce() {
        var runs = experiment("", "method.similarity.weight=1,2,3", "method.similarity.foreground=0.1,0.2")
                .runs();
        assertThat(runs.stream()
                        .map(run -> run.config()
                                .value()
                                .method()
                                .selection()
                                .options(GapOptions.class)
                                .similarity())
                        .distinct())
                .hasSize(6);
        assertThat(runs).hasSize(6);
    }

    @Test
    void recomputesADeletedRun() throws IOException {
        SessionResult result = run(experiment(FOUR));
        try (Stream<Path> files =
                Files.walk(result.results().get(2).folder().orElseThrow().path())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(actions(experiment(FOUR))).containsExactly(Action.CACHED, Action.CACHED, Action.NEW, Action.CACHED);
    }

    @Test
    void rejectsMisspeltKeys() {
        assertThatThrownBy(() -> experiment("train: {batchsize: 4}\n"))
                .hasMessageContaining("train.batchsize: unknown key 'batchsize'")
                .hasMessageContaining("known here: epochs, batch");
    }

    @Test
    void listsKnownComponentsForUnknownOnes() {
        assertThatThrownBy(() -> experiment("", "model.backbone=vgg"))
                .hasMessageContaining("unknown backbone 'vgg'")
                .hasMessageContaining("use one of small, vgg16")
                .hasMessageContaining("WSOL_CLASSPATH");
    }

    @Test
    void errorsStateFileLineKeyAndRemedyForAnyOrderOfKeys() throws IOException {
        Path file = folder.resolve("order.yaml");
        Files.writeString(
                file,
                "method: {reference: wrong, name: bridging-gap}\nname: x\ndata: {images: 3, layout: shapes}\n"
                        + "model: {backbone: small}\n");
        assertThatThrownBy(() -> new ExperimentComposer(loader).compose(file, List.of()))
                .hasMessage(file + ":1:21: method.reference: 'wrong' is not allowed; use one of max, target-class");
    }

    @Test
    void suggestedCommandsAreValid() {
        assertThatThrownBy(() -> experiment("", "similarity.weight=3"))
                .hasMessageContaining("did you mean: method.similarity.weight=3");
        assertThat(experiment("", "method.similarity.weight=3").runs()).hasSize(1);
    }

    @Test
    void specialCharactersInValuesNeedNoSecondQuotes() {
        var config = experiment(
                        "", "description=50% of @home #1: a=b", "train.schedule.at=[10%, 20%]", "data={images: 4}")
                .base()
                .value();
        assertThat(config.description()).contains("50% of @home #1: a=b");
    }

    @Test
    void parsesNumbersInScientificNotation() {
        assertThat(experiment("train: {lr: 1e-3}\n").base().value().train().lr())
                .isEqualTo(0.001);
        assertThat(experiment("", "train.lr=1e-3,5e-4").runs()).hasSize(2);
    }

    @Test
    void runsASweepAgainFromItsFolder() {
        SessionResult result = run(experiment(FOUR, "train.batch=7"));
        var again = new ExperimentComposer(loader)
                .compose(result.folder().path().resolve(SessionFolder.EXPERIMENT), List.of());
        assertThat(again.runs()).hasSize(4).allSatisfy(run -> assertThat(
                        run.config().value().train().batch())
                .isEqualTo(7));
        assertThat(actions(again)).containsOnly(Action.CACHED);
    }

    @Test
    void storesEveryRunInAReadableFolder() {
        SessionResult result = run(experiment(FOUR));
        RunCatalog known = RunCatalog.under(runs().resolve("test"));
        assertThat(known.all()).hasSize(4).allSatisfy(run -> {
            assertThat(run.status().state()).isEqualTo(RunState.DONE);
            assertThat(run.folder().name()).startsWith("bridging-gap-lr");
        });
        RunFolder first = result.results().get(0).folder().orElseThrow();
        assertThat(Json.read(first.card())).containsEntry("experiment", "test").containsKey("varied");
    }

    @Test
    void composesGridsFromOverrides() {
        List<ExperimentConfig> runs = experiment("", "train.lr=log(0.001,0.1)", "train.batch=8,16").runs().stream()
                .map(run -> run.config().value())
                .toList();
        assertThat(runs).hasSize(6);
    }
}
