package org.wsol.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.InvalidInputException;

class TrainingSpanTest {

    @ParameterizedTest
    @CsvSource({"5 epochs,50", "5,50", "1 epoch,10", "0.5 epochs,5", "7 steps,7", "33 images,5", "60%,120"})
    void countsSteps(String text, long steps) {
        assertThat(TrainingSpan.parse(text).toSteps(10, 8, 200)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({"5 epochs", "1 epoch", "0.5 epochs", "200 steps", "3000 images", "60%"})
    void spansSurviveARoundTrip(String text) {
        assertThat(TrainingSpan.parse(text)).hasToString(text);
    }

    @Test
    void suggestsTheNearestUnit() {
        assertThatThrownBy(() -> TrainingSpan.parse("5 epohcs"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'epochs'?");
    }

    @ParameterizedTest
    @CsvSource({"five epochs", "-1", "1.5 steps", "''"})
    void rejectsOtherStrings(String text) {
        assertThatThrownBy(() -> TrainingSpan.parse(text)).isInstanceOf(InvalidInputException.class);
    }
}
