package org.wsol.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests error messages for invalid files. */
class SchemaErrorsTest extends ConfigTestBase {

    @Test
    void reportsUnknownKeysWithPositionAndNearestKey() {
        String yaml = """
                name: test
                data: {layout: shapes}
                model:
                  backbone: small
                  batchNrom: frozen
                method:
                  name: bridging-gap
                  similarity:
                    wieght: 2
                """;
        assertThat(problems(yaml))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("exp.yaml:5:3: model.batchNrom: unknown key 'batchNrom'"
                                + " (did you mean 'batchNorm'?)"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("exp.yaml:9:5: method.similarity.wieght: unknown key 'wieght'"
                                + " (did you mean 'weight'?)"));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        String yaml = """
                name: test
                seed: one
                data: {layout: shape, workers: -1}
                model: {backbone: vgg61, batchNorm: frozn}
                method: {name: bridging-gap, similarity: {weight: -1, start: 5 epohcs}, reference: target}
                train: {batch: 3.5, lr: [1]}
                evaluation: {protocol: [orakle]}
                """;
        assertThat(problems(yaml))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("exp.yaml:2:7: seed: expected a whole number, was 'one'"),
                        line -> assertThat(line)
                                .startsWith(
                                        "exp.yaml:3:16: data.layout: unknown layout 'shape' (did you mean 'shapes'?)"),
                        line -> assertThat(line)
                                .startsWith("exp.yaml:3:32: data.workers: must be at least 0 and at most 256"),
                        line -> assertThat(line)
                                .contains("model.backbone: unknown backbone 'vgg61' (did you mean 'vgg16'?)"),
                        line -> assertThat(line)
                                .contains("model.batchNorm: 'frozn' is not allowed (did you mean 'frozen'?)"),
                        line -> assertThat(line).contains("method.similarity.weight: must be at least 0, was -1"),
                        line -> assertThat(line).contains("method.similarity.start: unknown unit 'epohcs'"),
                        line -> assertThat(line).contains("method.reference: 'target' is not allowed"),
                        line -> assertThat(line).contains("train.batch: expected a whole number, was '3.5'"),
                        line -> assertThat(line).contains("train.lr: expected number, found a list"),
                        line -> assertThat(line).contains("evaluation.protocol[0]: 'orakle' is not allowed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shards: 2, exchange: every 0 steps | exp.yaml:5:30: train.exchange: shards exchange every 1 to",
                "shards: 2, exchange: 8 steps | exp.yaml:5:30: train.exchange: '8 steps' is not an exchange interval:"
                        + " write 'every step' or for example 'every 8 steps'",
                "exchange: every 8 steps | exp.yaml:5:19: train.exchange: 'every 8 steps' needs train.shards of 2 or"
                        + " more, was 1: a single shard has nothing to exchange; set train.shards, or leave"
                        + " train.exchange out"
            })
    void checksTheExchangeOfShards(String keys, String problem) {
        assertThat(problems(MINIMAL + "train: {" + keys + "}\n"))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void describesMissingKeys() {
        assertThat(problems("name: test\ndata: {layout: shapes}\nmethod: {name: cam}\n"))
                .singleElement()
                .asString()
                .startsWith("exp.yaml:1:1: model: is missing (section: The network.");
    }

    @Test
    void rejectsDuplicateKeys() {
        assertThat(problems(MINIMAL + "seed: 1\nseed: 2\n"))
                .singleElement()
                .asString()
                .isEqualTo("exp.yaml:6:1: duplicate key 'seed', first written at exp.yaml:5:1");
    }

    @Test
    void reportsThePositionOfSyntaxErrors() {
        assertThat(problems("name: test\ndata:\n\tlayout: shapes\n"))
                .first()
                .asString()
                .startsWith("exp.yaml:3:1: not valid YAML");
    }

    @Test
    void rejectsTags() {
        assertThat(problems(MINIMAL + "seed: !!java.net.URL [\"http://x\"]\n"))
                .anySatisfy(line -> assertThat(line).contains("exp.yaml:5:7").contains("tag is not allowed"));
        assertThat(problems(MINIMAL + "seed: !!int 3\n"))
                .anySatisfy(line -> assertThat(line).contains("exp.yaml:5:7").contains("is not supported"));
    }

    @ParameterizedTest
    @CsvSource({"no", "on", "yes", "True", "1"})
    void acceptsOnlyTrueAndFalseAsBooleans(String text) {
        assertThat(problems(MINIMAL + "tracking: {tensorboard: " + text + "}\n"))
                .singleElement()
                .asString()
                .contains("expected true or false, was '" + text + "'");
    }

    @Test
    void rejectsEndlessExpansion() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a" + i + ": &a" + i + " [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(7)).append("*a" + (i - 1) + "]\n");
        }
        assertThat(problems(bomb.toString())).singleElement().asString().containsAnyOf("aliases", "values after");
    }

    @Test
    void rejectsDeepNesting() {
        assertThat(problems("a: " + "[".repeat(200) + "]".repeat(200) + "\n"))
                .first()
                .asString()
                .containsIgnoringCase("nesting depth");
    }

    @Test
    void rejectsHugeFiles() {
        assertThat(problems("a: " + "x".repeat(2_000_000)))
                .singleElement()
                .asString()
                .contains("larger than");
    }

    @Test
    void rejectsAnAnchorThatContainsItself() {
        assertThat(problems("a: &a [*a]\n")).singleElement().asString().contains("contains itself");
    }

    @Test
    void reportsEmptyValues() {
        assertThat(problems(MINIMAL + "train:\n  lr:\n"))
                .singleElement()
                .asString()
                .isEqualTo("exp.yaml:6:6: train.lr: has no value; write one (number) or remove the key");
    }

    @Test
    void rejectsNamesThatCannotBeFolders() {
        assertThat(problems(MINIMAL.replace("name: test", "name: a/b")))
                .singleElement()
                .asString()
                .contains("'a/b' cannot be a folder");
    }

    @Test
    void reportsAMissingFile() {
        assertThat(problems("extends: base.yaml\n" + MINIMAL))
                .singleElement()
                .asString()
                .isEqualTo("exp.yaml:1:10: extends: base.yaml: no such file; check the path");
    }

    @Test
    void reportsAMisspeltChoiceWithItsLine() {
        assertThat(problems(MINIMAL.replace("backbone:", "bacbone:")))
                .singleElement()
                .asString()
                .contains(
                        ":3:9: model.bacbone: unknown key 'bacbone' (did you mean 'backbone'?); use one of small, vgg16");
    }

    @Test
    void constraintsBetweenKeysAreReportedTogetherWithUnknownKeys() {
        String yaml = """
                name: a
                data: {layout: shapes, resizeSize: 100, imagesize: 3}
                model: {backbone: small}
                method: {name: bridging-gap}
                train: {epochs: 50%, batches: 3}
                tracking: {mlflow: {uri: here, experimnt: x}}
                """;
        assertThat(problems(yaml))
                .anySatisfy(line ->
                        assertThat(line).contains("exp.yaml:2:7: data: resizeSize 100 is smaller than imageSize 224"))
                .anySatisfy(
                        line -> assertThat(line).contains("exp.yaml:5:17: train.epochs: the length of the training"))
                .anySatisfy(line -> assertThat(line).contains("tracking.mlflow: 'here' is not a web address"))
                .hasSize(6);
    }

    @Test
    void skipsChecksOfSeveralKeysIfOneIsUnknown() {
        assertThat(problems(MINIMAL.replace("shapes}", "shapes, resizeSize: 100, imageSize: big}")))
                .singleElement()
                .asString()
                .contains("data.imageSize: expected a whole number");
    }

    @Test
    void sortsProblemsByPosition() {
        String yaml = """
                train: {lr: -1}
                method: {name: bridging-gap, wrong: 1}
                model: {backbone: smal}
                data: {layout: shapes, workers: -1, other: 2}
                name: a b
                """;
        assertThat(problems(yaml))
                .hasSize(5)
                .extracting(line -> line.split(":")[1])
                .isSorted();
    }

    @Test
    void rejectsHugeNumbersWithoutUsingMemory() {
        for (String number :
                new String[] {"1e99999999999", "1e999999999", "-1e99999999999", "1e30", "9".repeat(5000)}) {
            assertThat(problems(MINIMAL, "train.batch=" + number))
                    .as(number)
                    .anyMatch(problem -> problem.contains("train.batch"));
        }
        for (String length : new String[] {"99999999999999999999", "9".repeat(400), "99999999999999 steps"}) {
            assertThat(problems(MINIMAL, "train.epochs=" + length))
                    .as(length)
                    .anyMatch(problem -> problem.contains("train.epochs"));
        }
    }

    @Test
    void rejectsANameThatCannotBeAPath() {
        assertThat(problems("extends: \"a\\0b.yaml\"\n" + MINIMAL))
                .singleElement()
                .asString()
                .contains("extends: this cannot be a path on this system");
        assertThat(problems(MINIMAL, "output.root=\"a\\0b\"")).anyMatch(problem -> problem.contains("output.root"));
    }

    @Test
    void readsEachFileOfADiamondOfExtendsOnce() {
        write("base0.yaml", MINIMAL);
        for (int i = 1; i <= 40; i++) { // two references each: 2^40 paths without memoisation
            write("base" + i + ".yaml", "extends: [base" + (i - 1) + ".yaml, base" + (i - 1) + ".yaml]\n");
        }
        assertThat(load("extends: [base40.yaml, base39.yaml]\n").value().name()).isNotEmpty();
    }
}
