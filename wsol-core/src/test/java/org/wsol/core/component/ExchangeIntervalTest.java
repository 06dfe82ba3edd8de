package org.wsol.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.InvalidInputException;

class ExchangeIntervalTest {

    @ParameterizedTest
    @CsvSource({"every step,1", "every 1 step,1", "every 1 steps,1", "every 8 steps,8", "' Every  8 Steps ',8"})
    void parsesSteps(String text, int steps) {
        assertThat(ExchangeInterval.parse(text).steps()).isEqualTo(steps);
        assertThat(ExchangeInterval.parse(ExchangeInterval.parse(text).toString()))
                .isEqualTo(new ExchangeInterval(steps));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every 0 steps",
                "every 1000001 steps",
                "every 8 epochs",
                "8 steps",
                "8",
                "",
                "every -1 steps",
                "every 2.5 steps",
                "every 99999999999 steps",
                "never"
            })
    void rejectsOtherStringsAndListsValidForms(String text) {
        assertThatThrownBy(() -> ExchangeInterval.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("write 'every step' or for example 'every 8 steps'");
    }
}
