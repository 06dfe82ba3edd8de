package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.PlanEntry.Action;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

/** Tests which runs are computed and which files remain on disk. */
class SessionTest extends SessionTestBase {
    private static final String TWO = "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}}}";

    @Test
    void runFolderContainsConfigStatusAndProvenance() {
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("org.wsol.experiment.internal.session"))
                .setLevel(ch.qos.logback.classic.Level.INFO);
        SessionResult result = run(experiment("", "train.lr=0.5"));
        RunFolder run = result.results().get(0).folder().orElseThrow();
        assertThat(run.name()).matches("bridging-gap-[0-9a-f]{8}");
        assertThat(run.config()).content().contains("lr: 0.5").contains("# override train.lr=0.5");
        assertThat(run.status().state()).isEqualTo(RunState.DONE);
        assertThat(run.status().boxAnnotationsUsed()).isEqualTo(12);
        assertThat(Json.read(run.provenance()))
                .containsKeys("git", "java", "libraries", "environment", "training", "seed", "threads");
        assertThat(run.log()).content().contains("run bridging-gap");
        assertThat(Json.read(run.summary())).containsEntry("test.maxBoxAccV2", 5.0);
        assertThat(RunLock.isHeld(run.path())).isFalse();
    }

    @Test
    void readsARunBackFromItsFolder() {
        SessionResult result = run(experiment("", "train.lr=0.5", "description=\"costs $${x}: 'q'\""));
        RunResult only = result.results().get(0);
        var again = RunFiles.load(only.folder().orElseThrow(), loader);
        assertThat(again.experiment()).isEqualTo(only.run().experiment());
        assertThat(again.identity()).isEqualTo(only.run().identity());
    }

    @Test
    void computesNoRunTwice() {
        run(experiment(TWO));
        assertThat(actions(experiment(TWO))).containsOnly(Action.CACHED);
        SessionResult second = run(experiment(TWO));
        assertThat(executor.executed).containsExactly("a", "b");
        assertThat(second.done()).isEqualTo(2);
        assertThat(actions(experiment("sweep: {cases: {a: {train.lr: 1}, c: {train.lr: 3}}}")))
                .containsExactly(Action.CACHED, Action.NEW);
    }

    @Test
    void ignoresKeysThatDoNotChangeResults() {
        run(experiment(TWO));
        assertThat(actions(experiment(TWO, "data.workers=7", "tracking.tensorboard=false", "description=x")))
                .containsOnly(Action.CACHED);
        assertThat(actions(experiment(TWO, "train.batch=7"))).containsOnly(Action.NEW);
    }

    @Test
    void changedDataMakesAnotherRun() {
        run(experiment(TWO));
        executor.data = "other";
        assertThat(actions(experiment(TWO))).containsOnly(Action.NEW);
    }

    @Test
    void forceRecomputesARun() {
        run(experiment(TWO));
        SessionPlan forced = new Planner(executor).plan(experiment(TWO), true, false);
        run(forced, options(1), new Interruption(Optional.empty()));
        assertThat(executor.executed).hasSize(4);
    }

    @Test
    void reportsFailuresAtOnceAndContinuesWithOtherRuns() {
        SessionResult result = run(experiment("sweep: {cases: {bad: {train.lr: 666}, good: {train.lr: 1}}}"));
        assertThat(heard).containsExactly("start bad", "end bad failed", "start good", "end good done");
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.status().reason()).contains("the loss is not a number at step 0");
            assertThat(failure.folder().orElseThrow().log()).content().contains("the loss is not a number");
        });
    }

    @Test
    void logsDefectsWithTheirStackTrace() {
        SessionResult result = run(experiment("", "train.lr=667"));
        assertThat(result.results().get(0).folder().orElseThrow().log())
                .content()
                .contains("IllegalStateException: boom")
                .contains("at org.wsol.experiment.internal.session.FakeExecutor");
    }

    @Test
    void canStopAtTheFirstFailure() {
        var options = new SessionOptions(1, 1, Integer.MAX_VALUE, Optional.empty(), true, "");
        SessionResult result = run(
                plan(experiment("sweep: {cases: {bad: {train.lr: 666}, good: {train.lr: 1}}}")),
                options,
                new Interruption(Optional.empty()));
        assertThat(heard).doesNotContain("start good");
        assertThat(result.open()).hasSize(1);
    }

    @Test
    void retriesFailedRunsOnRequest() {
        var sweep = "sweep: {cases: {bad: {train.lr: 666}, good: {train.lr: 1}}}";
        run(experiment(sweep));
        assertThat(actions(experiment(sweep))).containsExactly(Action.FAILED_BEFORE, Action.CACHED);
        executor.failing = false;
        SessionPlan retry = new Planner(executor).plan(experiment(sweep), false, true);
        assertThat(retry.entries()).extracting(PlanEntry::action).containsExactly(Action.RETRY, Action.CACHED);
        assertThat(run(retry, options(1), new Interruption(Optional.empty())).done())
                .isEqualTo(2);
    }

    @Test
    void resumesInterruptedRunsInTheirFolder() {
        var plan = plan(experiment("", "train.lr=0.5"));
        SessionResult none = run(plan, options(1), new Interruption(Optional.of(Duration.ZERO)));
        assertThat(none.open()).as("the time is up").hasSize(1);
        Interruption interruption = new Interruption(Optional.empty());
        executor.afterStep = interruption::request;
        SessionResult first = run(plan(experiment("", "train.lr=0.7", "data.images=20")), options(1), interruption);
        RunResult cut = first.results().get(0);
        assertThat(cut.status().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(cut.status().reason()).startsWith("stopped after step");
        SessionResult second = run(experiment("", "train.lr=0.7", "data.images=20"));
        assertThat(second.results().get(0).folder()).isEqualTo(cut.folder());
        assertThat(second.done()).isEqualTo(1);
    }

    @Test
    void limitsTheNumberOfRuns() {
        var options = new SessionOptions(1, 1, 1, Optional.empty(), false, "");
        assertThat(run(plan(experiment(TWO)), options, new Interruption(Optional.empty()))
                        .done())
                .isEqualTo(1);
        assertThat(actions(experiment(TWO))).containsExactly(Action.CACHED, Action.NEW);
    }

    @Test
    void runsASessionAgainFromItsFolder() {
        SessionResult result = run(experiment(TWO, "train.batch=3"));
        Path kept = result.folder().path().resolve(SessionFolder.EXPERIMENT);
        var again = new org.wsol.experiment.sweep.ExperimentComposer(loader).compose(kept, List.of());
        assertThat(actions(again)).containsOnly(Action.CACHED);
        assertThat(kept).content().startsWith("# wsol run exp.yaml\n");
    }

    @Test
    void planningWritesNothing() {
        SessionPlan plan = plan(experiment(TWO));
        assertThat(runs()).doesNotExist();
        assertThat(new Planner(executor).withRoughTimes(plan).estimate())
                .contains(new TimeEstimate(Duration.ofSeconds(6), true));
    }

    @Test
    void doesNotEstimateTheTimeFromARunOnOtherData() throws IOException {
        RunFolder done =
                run(experiment("", "train.lr=0.5")).results().get(0).folder().orElseThrow();
        Json.write(done.summary(), Map.of("minutes", 2));
        try (MetricLines lines = new MetricLines(done.metricsLines(), 0)) {
            for (int epoch = 1; epoch <= 20; epoch++) {
                double seconds = epoch == 1 ? 10 : 2;
                lines.metrics(new MetricEvent(MetricEvent.EPOCH, 5 * epoch, epoch, Map.of("seconds", seconds)));
            }
        }

        assertThat(plan(experiment("", "train.lr=0.25", "train.epochs=40 epochs"))
                        .estimate())
                .as("20 more of the later epochs, the rest and the slow first epoch once")
                .contains(new TimeEstimate(Duration.ofSeconds(160), false));
        assertThat(plan(experiment("", "train.lr=0.25", "data.images=300")).estimate())
                .isEmpty();
    }

    @Test
    void reportsInconsistentSettingsOfAllRunsAtOnceAndWritesNothing() {
        assertThatThrownBy(() -> plan(experiment("", "train.batch=1111,1,2222")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("run bridging-gap-batch1111: a batch of 1111 does not fit\n"
                        + "run bridging-gap-batch2222: a batch of 2222 does not fit");
        assertThat(runs()).doesNotExist();
    }

    @Test
    void reportsAProblemOfSeveralRunsOnce() {
        assertThatThrownBy(() -> plan(experiment("", "train.batch=1111", "train.lr=0.1,0.2")))
                .hasMessage("a batch of 1111 does not fit");
        assertThatThrownBy(() -> plan(experiment("", "train.batch=1,1111", "train.lr=0.1,0.2,0.3,0.4")))
                .hasMessageMatching("runs (bridging-gap-\\S+(, )?){3} and 1 more: a batch of 1111 does not fit");
    }

    @Test
    void reusesAnEarlyStoppedRunOnlyForExperimentsWithTheSameRule() {
        String rule = """
                evaluation: {every: 1 epochs}
                sweep: {random: {budget: 1, keys: {train.lr: 'choice(5)'}, stop: {metric: top1}}}
                """;
        SessionResult result = run(experiment(rule));
        assertThat(result.results().get(0).state()).isEqualTo("stopped early");
        assertThat(result.open()).isEmpty();
        assertThat(actions(experiment(rule))).containsExactly(Action.CACHED);
        String full = "evaluation: {every: 1 epochs}\ntrain: {lr: 5}\n";
        assertThat(plan(experiment(full)).entries()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(Action.NEW);
            assertThat(entry.note()).contains("was stopped early by a rule this experiment does not have");
        });
    }

    @Test
    void comparesARunOnlyWithEarlierRunsOfItsSession() {
        SessionResult first = run(experiment("", "train.lr=1,2"));
        SessionResult grown = run(experiment("", "train.lr=2,1,3"));
        assertThat(measured(grown, folder(grown, 0))).isEmpty();
        assertThat(measured(grown, folder(grown, 2)))
                .as("also those of the first session, found complete")
                .hasSize(2);
        assertThat(measured(first, folder(first, 1))).hasSize(1);
        assertThat(measured(first, folder(grown, 2)))
                .as("a run that is not in the list")
                .hasSize(2);
    }

    private static List<List<MetricEvent>> measured(SessionResult session, RunFolder run) {
        return new EarlierRuns(session.folder(), run, StopSignal.NEVER).measured(1);
    }

    private static RunFolder folder(SessionResult result, int run) {
        return result.results().get(run).folder().orElseThrow();
    }

    @Test
    void evaluatesWithoutTrainingIfOnlyTheEvaluationDiffers() {
        RunFolder trained =
                run(experiment("", "train.lr=0.5")).results().get(0).folder().orElseThrow();
        SessionPlan plan = plan(experiment("", "train.lr=0.5", "evaluation.normaliser=max"));
        assertThat(plan.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(Action.EVALUATE);
            assertThat(entry.earlier()).contains(trained);
        });
        SessionResult scored = run(plan, options(1), new Interruption(Optional.empty()));
        RunFolder folder = scored.results().get(0).folder().orElseThrow();
        assertThat(folder).isNotEqualTo(trained);
        assertThat(Json.read(folder.checkpoints().resolve("last.json"))).containsEntry("step", 3);
        assertThat(actions(experiment("", "train.lr=0.5", "evaluation.normaliser=max")))
                .containsExactly(Action.CACHED);
        executor.boxes = "boxes";
        assertThat(actions(experiment("", "train.lr=0.5")))
                .as("boxes were added")
                .containsExactly(Action.EVALUATE);
        assertThat(actions(experiment("", "train.lr=0.5", "train.checkpoint.saveBest.metric=top1")))
                .as("a network that is chosen by its scores is another one")
                .containsExactly(Action.NEW);
        executor.data = "other";
        assertThat(plan(experiment("", "train.lr=0.5")).entries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.note()).startsWith("data, evaluation.data changed since bridging-gap-"));
    }

    @Test
    void rejectsASweepOverKeysWithoutEffect() {
        assertThatThrownBy(() -> plan(experiment("", "data.workers=1,2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("give the same results: their differences have no effect on them; remove one");
    }
}
