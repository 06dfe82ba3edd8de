package org.wsol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.config.TestCatalog.FolderOptions;
import org.wsol.config.TestCatalog.GapOptions;
import org.wsol.config.override.KeyChange;

/** Changes typed on the command line. */
class OverridesTest extends ConfigTestBase {

    @Test
    void setsNestedKeysThatAreNotInTheFile() {
        var config =
                load(MINIMAL, "method.similarity.weight=2", "train.lr=1e-2").value();
        assertThat(config.train().lr()).isEqualTo(0.01);
        assertThat(config.method()
                        .selection()
                        .options(GapOptions.class)
                        .similarity()
                        .weight())
                .isEqualTo(2);
    }

    @Test
    void acceptsListsSectionsAndQuotedStrings() {
        var config = load(
                        MINIMAL,
                        "data.layout=folder",
                        "data.classes=[a, 'b, c', \"100%\"]",
                        "description='x: y, #z @ 5%'",
                        "train={lr: 3, batch: 2}")
                .value();
        assertThat(config.data().layout().options(FolderOptions.class).classes())
                .containsExactly("a", "b, c", "100%");
        assertThat(config.description()).contains("x: y, #z @ 5%");
        assertThat(config.train().batch()).isEqualTo(2);
    }

    @Test
    void addsKeysToOpenSectionsAndRemovesKeys() {
        var config = load(MINIMAL + "train: {lr: 7}\n", "+sweep.grid.train.lr=[1, 2]", "~train.lr")
                .value();
        assertThat(config.train().lr()).isEqualTo(0.005);
        assertThat(config.sweep().orElseThrow().grid()).containsOnlyKeys("train.lr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "method.similarty.weight=2 | did you mean: method.similarity.weight=2",
                "lr=2 | did you mean: train.lr=2",
                "trian.lr=0.1 | did you mean: train.lr=0.1",
                "+train.lrr=2 | train.lrr: unknown key 'lrr' (did you mean 'lr'?)",
                "~trane.lr | did you mean: '~train.lr'",
                "lr='a b' | did you mean: 'train.lr='\\''a b'\\'''",
            })
    void suggestsTheCorrectedCommandForWrongPaths(String typed, String answer) {
        assertThat(problems(MINIMAL + "train: {lr: 1}\n", typed.strip())).anySatisfy(line -> assertThat(line)
                .startsWith("override " + typed.strip() + ": ")
                .contains(answer.strip()));
    }

    @Test
    void suggestedCommandIsValid() {
        assertThat(load(MINIMAL, "method.similarity.weight=2").value()).isNotNull();
        assertThat(load(MINIMAL, "train.lr=2").value()).isNotNull();
    }

    @Test
    void wrongPathsAndWrongFilesAreReportedTogether() {
        assertThat(problems(MINIMAL + "seed: x\n", "lrr=2")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"train.lr", "~a=1", "=3", "+x", "a b=1"})
    void rejectsOtherFormsWithAnExample(String typed) {
        assertThatThrownBy(() -> KeyChange.parse(typed)).hasMessageContaining("write key=value (train.lr=0.01)");
    }
}
