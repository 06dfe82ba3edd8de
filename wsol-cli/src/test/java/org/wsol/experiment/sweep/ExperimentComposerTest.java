package org.wsol.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.config.ConfigLoader;
import org.wsol.config.TestCatalog;
import org.wsol.config.TestCatalog.GapOptions;
import org.wsol.config.override.KeyChange;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.Experiment.ComposedRun;

/** From a file to its runs. */
class ExperimentComposerTest {
    private static final String BASE = """
            name: test
            data: {layout: shapes}
            model: {backbone: small}
            method: {name: bridging-gap, similarity: {weight: 2}}
            """;

    @TempDir
    Path folder;

    private Experiment compose(String sweep, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("exp.yaml"), BASE + sweep);
        var loader = new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());
        return new ExperimentComposer(loader)
                .compose(file, Arrays.stream(overrides).map(KeyChange::parse).toList());
    }

    private List<String> tags(String sweep, String... overrides) throws IOException {
        return compose(sweep, overrides).runs().stream().map(ComposedRun::tag).toList();
    }

    private List<Double> rates(String sweep, String... overrides) throws IOException {
        return compose(sweep, overrides).runs().stream()
                .map(run -> run.config().value().train().lr())
                .toList();
    }

    @Test
    void composesOneRunNamedByItsMethodWithoutASweep() throws IOException {
        assertThat(tags("")).containsExactly("bridging-gap");
    }

    @Test
    void casesNameRunsAndCanChangeTheMethod() throws IOException {
        Experiment experiment = compose("sweep: {cases: {cam: {method.name: cam}, bridging-gap: {}}}");
        assertThat(experiment.runs()).extracting(ComposedRun::tag).containsExactly("cam", "bridging-gap");
        assertThat(experiment
                        .runs()
                        .get(0)
                        .config()
                        .value()
                        .method()
                        .selection()
                        .name())
                .isEqualTo("cam");
    }

    @Test
    void crossesGrids() throws IOException {
        assertThat(tags("sweep: {grid: {train.lr: [0.1, 0.2], train.batch: [4, 8, 16]}}"))
                .hasSize(6)
                .startsWith("bridging-gap-lr0.1-batch4", "bridging-gap-lr0.1-batch8");
    }

    @Test
    void crossesNestedKeysWithoutRepeatsOrGaps() throws IOException {
        var weights = compose(
                        "sweep: {grid: {method.similarity.weight: '1,2,3', method.similarity.foreground: '0.1,0.2'}}")
                .runs()
                .stream()
                .map(run -> run.config()
                        .value()
                        .method()
                        .selection()
                        .options(GapOptions.class)
                        .similarity())
                .map(term -> term.weight() + "/" + term.foreground())
                .toList();
        assertThat(weights).containsExactly("1.0/0.1", "1.0/0.2", "2.0/0.1", "2.0/0.2", "3.0/0.1", "3.0/0.2");
    }

    @Test
    void zippedKeysVaryTogetherAndAreCrossedWithOthers() throws IOException {
        var runs = compose("sweep: {zip: {train.lr: [0.1, 0.2], train.batch: [4, 8]}, grid: {seed: [1, 2]}}")
                .runs();
        assertThat(runs)
                .extracting(run -> run.config().value().train().lr() + "/"
                        + run.config().value().train().batch() + "/"
                        + run.config().value().seed())
                .containsExactly("0.1/4/1", "0.1/4/2", "0.2/8/1", "0.2/8/2");
    }

    @Test
    void zippedKeysNeedEqualNumbersOfValues() {
        assertThatThrownBy(() -> compose("sweep: {zip: {train.lr: [0.1, 0.2], train.batch: [4, 8, 16]}}"))
                .hasMessageContaining("exp.yaml:5:")
                .hasMessageContaining("'train.batch' has 3 values, 'train.lr' has 2");
    }

    @Test
    void seedsRepeatEveryRun() throws IOException {
        var runs = compose("seed: 7\nsweep: {seeds: 3, cases: {a: {train.lr: 1}, b: {train.lr: 2}}}")
                .runs();
        assertThat(runs).extracting(run -> run.config().value().seed()).containsExactly(7L, 8L, 9L, 7L, 8L, 9L);
        assertThat(runs).extracting(ComposedRun::replicate).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(runs).extracting(ComposedRun::tag).containsOnly("a", "b");
    }

    @Test
    void skipsExcludedCombinations() throws IOException {
        assertThat(rates("sweep: {grid: {train.lr: [0.1, 0.2, 0.3]}, exclude: [{train.lr: 0.2}]}"))
                .containsExactly(0.1, 0.3);
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [0.1]}, exclude: [{train.lr: 0.1}]}"))
                .hasMessageContaining("no combination is left");
    }

    @Test
    void listsGiveIndividualCombinations() throws IOException {
        assertThat(rates("sweep: {list: [{train.lr: 0.1, train.batch: 2}, {train.lr: 0.3}]}"))
                .containsExactly(0.1, 0.3);
    }

    @Test
    void largerBudgetKeepsEarlierRandomDraws() throws IOException {
        String sweep =
                "sweep: {random: {budget: %d, keys: {train.lr: 'loguniform(0.001,0.1)', train.batch: 'choice(4,8)'}}}";
        List<Double> four = rates(sweep.formatted(4));
        assertThat(rates(sweep.formatted(6)))
                .startsWith(four.toArray(Double[]::new))
                .hasSize(6);
        assertThat(four).doesNotHaveDuplicates().allSatisfy(lr -> assertThat(lr).isBetween(0.001, 0.1));
    }

    @Test
    void commandLineUsesTheGrammarOfTheFile() throws IOException {
        assertThat(rates("", "train.lr=0.001,0.01")).containsExactly(0.001, 0.01);
        assertThat(rates("", "train.lr=log(0.1,10)")).containsExactly(0.1, 1.0, 10.0);
        assertThat(rates("", "train.lr=range(1,2,0.5)")).containsExactly(1.0, 1.5, 2.0);
        assertThat(rates("", "train.lr=linear(1,3,3)")).containsExactly(1.0, 2.0, 3.0);
        assertThat(rates("", "train.lr=choice(5,6)")).containsExactly(5.0, 6.0);
        assertThat(rates("sweep: {grid: {train.lr: 'log(0.1,10)'}}")).containsExactly(0.1, 1.0, 10.0);
        assertThat(rates("", "+sweep.zip={train.lr: [1, 2], train.batch: [3, 4]}"))
                .containsExactly(1.0, 2.0);
    }

    @Test
    void commasInListsAndQuotesAreNotASweep() throws IOException {
        assertThat(compose("", "evaluation.protocol=[oracle,transferred]").runs())
                .hasSize(1);
        assertThat(compose("", "description=\"a,b\"").runs()).hasSize(1);
        assertThat(compose("", "evaluation.protocol=[oracle],[transferred]").runs())
                .hasSize(2);
    }

    @Test
    void validatesEveryRunBeforeTheFirstStarts() {
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [0.1, -1, x]}}"))
                .hasMessageContaining("train.lr: must be above 0, was -1")
                .hasMessageContaining("train.lr: expected a number, was 'x'");
    }

    @Test
    void suggestsTheNearestOfWrongPathsInASweep() {
        assertThatThrownBy(() -> compose("sweep: {grid: {trian.lr: [1, 2]}}"))
                .hasMessageContaining("exp.yaml:5:")
                .hasMessageContaining("there is no key 'trian.lr' (did you mean 'train.lr'?)");
        assertThatThrownBy(() -> compose("", "trian.lr=1,2")).hasMessageContaining("did you mean: train.lr=1,2");
    }

    @Test
    void reportsAnUnknownKeyOfAllCasesOnce() {
        assertThatThrownBy(
                        () -> compose("sweep: {grid: {trian.lr: [1, 2]}, cases: {a: {train.lr: 1}, b: {train.lr: 2}}}"))
                .satisfies(error -> assertThat(error.getMessage()).containsOnlyOnce("there is no key 'trian.lr'"))
                .hasMessageNotContaining("in the runs of case");
    }

    @Test
    void rejectsEqualConfigurationsOnceForAllSeeds() {
        assertThatThrownBy(() -> compose("sweep: {seeds: 3, grid: {train.lr: [0.1, 1e-1]}}"))
                .satisfies(error -> assertThat(error.getMessage()).containsOnlyOnce("are the same configuration"));
    }

    @Test
    void rejectsExclusionsThatMatchNothing() {
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [0.1, 0.2]}, exclude: [{train.lr: 0.3}]}"))
                .hasMessageContaining("no combination has train.lr=0.3")
                .hasMessageContaining("its values are 0.1, 0.2");
        assertThatThrownBy(() ->
                        compose("sweep: {cases: {ours: {train.lr: 1}, cam: {train.lr: 2}}, exclude: [{case: our}]}"))
                .hasMessageContaining("no combination has case=our (did you mean 'ours'?)");
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [0.1, 0.2]}, exclude: [{case: a}]}"))
                .hasMessageContaining("no combination sets 'case'");
        assertThatThrownBy(() ->
                        compose("sweep: {list: [{train.lr: 0.1, train.batch: 2}, {train.lr: 0.2, train.batch: 4}],"
                                + " exclude: [{train.lr: 0.1, train.batch: 4}]}"))
                .hasMessageContaining("no combination has all of train.lr=0.1, train.batch=4");
    }

    /** Changes may remove what the file excludes. */
    @Test
    void acceptsExclusionsOfWhatTheUserRemoved() throws IOException {
        String sweep = "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}}, exclude: [{case: b}]}";
        assertThat(compose(sweep, "~sweep.cases.b").runs()).hasSize(1);
        assertThat(compose("sweep: {grid: {train.lr: [0.1, 0.2]}, exclude: [{train.lr: 0.2}]}", "train.lr=0.1,0.3")
                        .runs())
                .hasSize(2);
    }

    @Test
    void limitsTheNumberOfValues() {
        assertThatThrownBy(() -> compose("", "train.lr=range(1,1e9)")).hasMessageContaining("more than 10000 values");
        assertThatThrownBy(() -> compose("", "train.lr=range(1,200)", "train.batch=range(1,200)"))
                .hasMessageContaining("more than 10000 combinations");
    }

    @Test
    void composesTheSameExperimentFromItsWrittenTree() throws IOException {
        Experiment experiment = compose("sweep: {seeds: 2, cases: {a: {train.lr: 1}}}", "train.batch=3,4");
        Path again = Files.writeString(
                folder.resolve("again.yaml"), org.wsol.config.tree.TreeWriter.unresolved(experiment.composed()));
        var loader = new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());
        Experiment second = new ExperimentComposer(loader).compose(again, List.of());
        assertThat(second.runs()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            var expected = experiment.runs().get(i).config().value();
            assertThat(second.runs().get(i).config().value().equals(expected))
                    .as("run " + i)
                    .isTrue();
        }
    }

    @Test
    void reportsProblemsOfTheSweepAndTheFileTogether() {
        assertThatThrownBy(() -> compose("""
                        train: {optimizer: {name: sdg}}
                        sweep:
                          grid: {train.lr: 'log(0,1)', data.worker: [1, 2], train.batch: [4, x]}
                          zip: {seed: [1, 2], evaluation.bootstrap: [3, 200]}
                          random: {budget: 2, keys: {data.flip: 'unifrom(0,1)'}}
                          exclude: [{train.bacth: 4}]
                        """, "evaluation.intervall=0.1,0.2"))
                .hasMessageContaining("exp.yaml:5:27: train.optimizer.name: unknown optimizer 'sdg'")
                .hasMessageContaining(
                        "exp.yaml:7:20: sweep.grid.train.lr: log must ascend between two positive numbers")
                .hasMessageContaining("there is no key 'data.worker' (did you mean 'data.workers'?)")
                .hasMessageContaining("exp.yaml:7:70: train.batch: expected a whole number, was 'x'")
                .hasMessageContaining("exp.yaml:8:46: evaluation.bootstrap: 3 resamples are too few")
                .hasMessageContaining("sweep.random.keys.data.flip: 'unifrom(0,1)' is not a distribution")
                .hasMessageContaining("sweep.exclude: no combination sets 'train.bacth' (did you mean 'train.batch'?)")
                .hasMessageContaining("did you mean: evaluation.interval=0.1,0.2");
    }

    @Test
    void casesWithADotInTheirNameCanBeRemovedAndChanged() throws IOException {
        String sweep = "sweep: {cases: {rate-0.3: {train.lr: 0.3}, rate-0.5: {train.lr: 0.5}}}";
        assertThat(compose(sweep, "~sweep.cases.rate-0.3").runs())
                .singleElement()
                .satisfies(run -> assertThat(run.tag()).contains("rate-0.5"));
        assertThat(compose(sweep, "sweep.cases.rate-0.5.train.batch=2")
                        .runs()
                        .get(1)
                        .config()
                        .value()
                        .train()
                        .batch())
                .isEqualTo(2);
    }

    @Test
    void rejectsAKeyThatIsSetInTwoPlaces() {
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [1, 2]}, list: [{train.batch: 2, train.lr: 3}]}"))
                .hasMessageContaining("sweep.grid: 'train.lr' is also set by sweep.list")
                .hasMessageContaining("remove it from one of the two");
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [1, 2]}, zip: {train.lr: [3, 4]}}"))
                .hasMessageContaining("sweep.grid: 'train.lr' is also set by sweep.zip");
        assertThatThrownBy(() -> compose("sweep: {cases: {a: {train.lr: 3}, b: {}}}", "train.lr=1,2"))
                .hasMessageContaining("'train.lr' is also set by case 'a' of sweep.cases");
    }

    @Test
    void rejectsExclusionsThatNeverMatch() {
        assertThatThrownBy(() -> compose("sweep: {grid: {train.lr: [1, 2]}, exclude: [{lr: 1}]}"))
                .hasMessageContaining("no combination sets 'lr'")
                .hasMessageContaining("what is varied here: train.lr");
    }

    @Test
    void rejectsAStoppingRuleWithoutEvaluationsOrWithAnUnknownMetric() throws IOException {
        String sweep = "sweep: {random: {budget: 2, keys: {train.lr: 'uniform(1,2)'}, stop: {metric: %s}}}\n";
        assertThatThrownBy(() -> compose(sweep.formatted("top1")))
                .hasMessageContaining("exp.yaml:5:8: sweep: random.stop compares evaluations during training")
                .hasMessageContaining("set evaluation.every");
        assertThatThrownBy(() -> compose(sweep.formatted("maxBoxAc"), "evaluation.every=1 epochs"))
                .hasMessageContaining(
                        "sweep.random.stop.metric: 'maxBoxAc' is not allowed (did you mean 'maxBoxAcc'?)");
        assertThat(compose(sweep.formatted("top1"), "evaluation.every=1 epochs").runs())
                .hasSize(2);
    }

    @Test
    void runNamesDistinguishKeysWithEqualEndings() throws IOException {
        assertThat(tags("sweep: {list: [{train.optimizer.name: adam, train.schedule.name: cosine}, {train.lr: 1}]}"))
                .containsExactly("bridging-gap-optimizer.nameadam-schedule.namecosine", "bridging-gap-lr1");
    }

    @Test
    void runNamesShowEveryDifferingValueAndAreUnique() throws IOException {
        assertThat(tags("sweep: {grid: {method.similarity.weight: [0, 1], method.similarity.foreground: [0.1, 0.15],"
                        + " train.checkpoint.keep: [[], [1 epochs]], train.headLrRatio: [1, 10]}}"))
                .hasSize(16)
                .doesNotHaveDuplicates()
                .contains("bridging-gap-weight1-foreground0.15-keep_1epochs_-headLrRatio10");
        assertThat(tags("sweep: {grid: {model.pretrained: [a/w.h5, b/w.h5, a_w.h5]}}"))
                .containsExactly(
                        "bridging-gap-pretraineda_w.h5",
                        "bridging-gap-pretrainedb_w.h5",
                        "bridging-gap-pretraineda_w.h5-2");
        assertThat(
                        tags(
                                "sweep: {cases: {A: {train.lr: 1}, a: {train.lr: 2}, 'a-2': {train.lr: 3}, 'a b': {train.lr: 4}}}"))
                .containsExactly("A", "a-3", "a-2", "a_b");
        assertThatThrownBy(() -> tags("sweep: {cases: {'a b': {train.lr: 4}, a_b: {train.lr: 5}}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'a b' and 'a_b' are both written 'a_b' in folders and tables");
    }

    @Test
    void runsThatDifferOnlyInTheSeedShareAName() throws IOException {
        assertThat(tags("sweep: {grid: {seed: [1, 2], train.lr: [0.1, 0.2]}}"))
                .containsExactly(
                        "bridging-gap-lr0.1", "bridging-gap-lr0.2", "bridging-gap-lr0.1", "bridging-gap-lr0.2");
    }
}
