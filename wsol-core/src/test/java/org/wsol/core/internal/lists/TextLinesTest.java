package org.wsol.core.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;

class TextLinesTest {

    @Test
    void skipsButCountsBlankLinesAndTheByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "\uFEFFfirst\n\n \r\nfourth");
        assertThat(TextLines.read(file)).extracting(Line::text).containsExactly("first", "fourth");
        assertThat(TextLines.read(file)).extracting(Line::number).containsExactly(1, 4);
    }

    @Test
    void reportsALineThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path file =
                Files.write(folder.resolve("list.txt"), "one\nzwei\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TextLines.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list.txt:3:")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void reportsInvalidLinesTogether(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "1\ntwo\n3\nfour\n" + "x\n".repeat(25));
        List<Integer> read = new ArrayList<>();
        assertThatThrownBy(() -> TextLines.forEach(file, line -> read.add(line.wholeNumber(line.text(), "the number"))))
                .isInstanceOfSatisfying(DataException.class, bad -> {
                    assertThat(bad.count()).isEqualTo(27);
                    assertThat(bad.problems()).hasSize(20);
                })
                .hasMessageContainingAll("list.txt:2:", "'two'", "list.txt:4:", "'four'", "list.txt:22:", "and 7 more")
                .hasMessageNotContainingAny("list.txt:1:", "list.txt:3:", "list.txt:23:");
        assertThat(read).containsExactly(1, 3);
    }

    @Test
    void reportsAMissingList(@TempDir Path folder) {
        assertThatThrownBy(() -> TextLines.read(folder.resolve("none.txt")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.txt does not exist; check its path");
    }
}
