package org.wsol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.config.TestCatalog.FolderOptions;
import org.wsol.config.TestCatalog.GapOptions;
import org.wsol.config.TestCatalog.Reference;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.train.Schedules;
import org.wsol.engine.train.Sgd;
import org.wsol.experiment.schema.ExperimentConfig;

/** Tests the conversion of texts to values. */
class SchemaValuesTest extends ConfigTestBase {

    @Test
    void defaultsComeFromTheRecords() {
        ExperimentConfig config = load(MINIMAL).value();
        assertThat(config.seed()).isEqualTo(1);
        assertThat(config.train().epochs()).isEqualTo(TrainingSpan.parse("20 epochs"));
        assertThat(config.train().optimizer().selection().options()).isEqualTo(new Sgd.Options(0.9, true, 1e-4));
        assertThat(config.train()
                        .schedule()
                        .selection()
                        .options(Schedules.MultistepProvider.Options.class)
                        .at())
                .containsExactly(TrainingSpan.parse("60%"), TrainingSpan.parse("85%"));
        GapOptions options = config.method().selection().options(GapOptions.class);
        assertThat(options.similarity().weight()).isEqualTo(0.5);
        assertThat(options.reference()).isEqualTo(Reference.MAX);
        assertThat(options.point()).isEmpty();
        assertThat(config.sweep()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1e-3,0.001", "1E-3,0.001", "010,10", ".5,0.5", "5.,5", "+2,2"})
    void numbersAreDecimal(String text, double value) {
        assertThat(load(MINIMAL + "train: {lr: " + text + "}\n").value().train().lr())
                .isEqualTo(value);
    }

    @Test
    void wholeNumbersMayHaveAnExponentAndAreNeverOctal() {
        assertThat(load(MINIMAL + "seed: 1e3\n").value().seed()).isEqualTo(1000);
        assertThat(load(MINIMAL + "seed: 010\n").value().seed()).isEqualTo(10);
    }

    @Test
    void stringsThatLookLikeOtherTypesRemainStrings() {
        String yaml = MINIMAL.replace(
                "{layout: shapes}", "{layout: folder, classes: [no, on, 12:30, 010, null, 1e-3, 2020-01-01]}");
        assertThat(load(yaml)
                        .value()
                        .data()
                        .layout()
                        .options(FolderOptions.class)
                        .classes())
                .containsExactly("no", "on", "12:30", "010", "null", "1e-3", "2020-01-01");
    }

    @Test
    void enumsAreWrittenWithDashes() {
        String yaml = MINIMAL.replace("bridging-gap}", "bridging-gap, reference: target-class}");
        assertThat(load(yaml)
                        .value()
                        .method()
                        .selection()
                        .options(GapOptions.class)
                        .reference())
                .isEqualTo(Reference.TARGET_CLASS);
    }

    @Test
    void anchorsAndMergeKeysWork() {
        String yaml = """
                name: test
                data: {layout: shapes}
                model: {backbone: small}
                method:
                  name: bridging-gap
                  similarity: &term {weight: 3, foreground: 0.7}
                sweep:
                  cases:
                    a: {<<: *term, weight: 4}
                """;
        var value = load(yaml).value();
        assertThat(value.method()
                        .selection()
                        .options(GapOptions.class)
                        .similarity()
                        .foreground())
                .isEqualTo(0.7);
        assertThat(value.sweep().orElseThrow().cases().get("a")).containsOnlyKeys("foreground", "weight");
    }

    @Test
    void referencesResolveEnvironmentVariablesKeysAndDefaults() {
        String yaml = MINIMAL.replace("shapes}", "shapes, cache: 'data/${env:WSOL_TEST_ROOT}/${env:NOT_SET:x}'}")
                + "evaluation: {bootstrap: '${data.resizeSize}'}\n"
                + "description: 'literal $${x} with ${train.lr}'\n";
        ExperimentConfig config = load(yaml).value();
        assertThat(config.data().preprocessing().reading().cache()).contains(Path.of("data/birds/x"));
        assertThat(config.evaluation().bootstrap()).isEqualTo(256);
        assertThat(config.description()).contains("literal ${x} with 0.005");
    }

    @Test
    void environmentValuesAreNeverParsedAsYaml() {
        assertThat(load(MINIMAL + "description: '${env:HOSTILE}'\n").value().description())
                .contains("a: [b");
    }

    @Test
    void reportsUnresolvableReferences() {
        assertThat(problems(MINIMAL + "description: '${train.batsh} ${env:NOT_SET}'\nseed: ${seed}\n"))
                .anySatisfy(line ->
                        assertThat(line).contains("there is no key 'train.batsh' (did you mean 'train.batch'?)"))
                .anySatisfy(line -> assertThat(line).contains("environment variable NOT_SET is not set"))
                .anySatisfy(line -> assertThat(line).contains("${seed} refers to itself"));
    }

    @Test
    void extendedFilesAreMergedAndListsReplaced() {
        write(
                "base.yaml",
                MINIMAL + "evaluation: {protocol: [oracle, transferred], bootstrap: 500}\ntrain: {lr: 1, batch: 8}\n");
        ExperimentConfig config =
                load("extends: base.yaml\nname: child\nevaluation: {protocol: [oracle]}\ntrain: {lr: 2}\n")
                        .value();
        assertThat(config.name()).isEqualTo("child");
        assertThat(config.evaluation().protocol()).containsExactly("oracle");
        assertThat(config.evaluation().bootstrap()).isEqualTo(500);
        assertThat(config.train().lr()).isEqualTo(2);
        assertThat(config.train().batch()).isEqualTo(8);
    }

    @Test
    void emptyValueEqualsAMissingKey() {
        write(
                "base.yaml",
                MINIMAL + "train: {lr: 1, batch: 8, schedule: {name: constant}}\nevaluation: {bootstrap: 500}\n"
                        + "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}}, grid: {train.batch: [1, 2], seed: [1, 2]}}\n");
        ExperimentConfig config = load("""
                        extends: base.yaml
                        train: {lr: ~, schedule: null}
                        evaluation: ~
                        sweep: {cases: {a: ~, c: {train.checkpoint.saveBest: ~}}, grid: {seed: ~}}
                        """).value();
        assertThat(config.train().lr()).isEqualTo(0.005);
        assertThat(config.train().batch()).isEqualTo(8);
        assertThat(config.train().schedule().selection().name()).isEqualTo("multistep");
        assertThat(config.evaluation().bootstrap()).isEqualTo(1000);
        assertThat(config.sweep().orElseThrow().cases()).containsOnlyKeys("b", "c");
        assertThat(config.sweep().orElseThrow().cases().get("c")).containsOnlyKeys("train.checkpoint.saveBest");
        assertThat(config.sweep().orElseThrow().grid()).containsOnlyKeys("train.batch");
        assertThat(load("extends: base.yaml\nsweep: ~\n").value().sweep()).isEmpty();
        assertThat(load("extends: base.yaml\n", "train.lr=~").value().train().lr())
                .isEqualTo(0.005);
    }

    @Test
    void reportsEmptyValuesWithoutAnExtendedFile() {
        assertThat(problems(MINIMAL + "train: {lr: }\n"))
                .singleElement()
                .asString()
                .contains("has no value");
        assertThat(problems(MINIMAL.replace("name: test", "name: ~")))
                .singleElement()
                .asString()
                .contains("name: is missing");
    }

    @Test
    void emptySectionKeepsTheExtendedValues() {
        write("base.yaml", MINIMAL + "train: {lr: 1}\n");
        assertThat(load("extends: base.yaml\ntrain:\n  # lr: 2\n")
                        .value()
                        .train()
                        .lr())
                .isEqualTo(1);
    }

    @Test
    void rejectsFilesThatExtendEachOther() {
        write("base.yaml", "extends: exp.yaml\n");
        assertThat(problems("extends: base.yaml\n")).singleElement().asString().contains("extends itself");
    }

    @Test
    void selectingAnotherComponentDropsOptionsItDoesNotHave() {
        String yaml = MINIMAL.replace("bridging-gap}", "bridging-gap, similarity: {weight: 2}}");
        assertThat(load(yaml, "method.name=cam").value().method().selection().name())
                .isEqualTo("cam");
        assertThat(problems(yaml.replace("name: bridging-gap", "name: cam"))).hasSize(1);
    }

    @Test
    void optionsOfTheFormerComponentMayBeSetToNothing() {
        write("base.yaml", MINIMAL.replace("bridging-gap}", "bridging-gap, similarity: {weight: 2}}"));
        assertThat(load("extends: base.yaml\nmethod: {name: cam, similarity: ~}\n")
                        .value()
                        .method()
                        .selection()
                        .name())
                .isEqualTo("cam");
        assertThat(problems("extends: base.yaml\nmethod: {name: cam, similarity: {weight: 1}}\n"))
                .singleElement()
                .asString()
                .contains("unknown key 'similarity'");
    }

    @Test
    void keepsTheOriginOfEveryValue() {
        var tree = load(MINIMAL + "train: {lr: 0.1}\n", "train.batch=4")
                .tree()
                .map("train")
                .orElseThrow();
        assertThat(tree.scalar("lr").orElseThrow().origin().toString()).endsWith("exp.yaml:5:13");
        assertThat(tree.scalar("batch").orElseThrow().origin()).hasToString("override train.batch=4");
        assertThat(tree.scalar("epochs").orElseThrow().origin().isDefault()).isTrue();
    }
}
