package org.wsol.core.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "'=x", "''=x"})
    void escapesFormulasAndRestoresThem(String text) {
        String cell = SpreadsheetCells.guarded(text);
        assertThat(cell).startsWith("'");
        assertThat(SpreadsheetCells.plain(cell)).isEqualTo(text);
    }

    @Test
    void numbersAndNamesAreUnchanged() {
        for (String text : new String[] {"-1", "-0.5", "+3e-4", "a=b", "", "'tis", "cat/a.jpg"}) {
            assertThat(SpreadsheetCells.guarded(text)).isEqualTo(text);
            assertThat(SpreadsheetCells.plain(text)).isEqualTo(text);
        }
    }
}
