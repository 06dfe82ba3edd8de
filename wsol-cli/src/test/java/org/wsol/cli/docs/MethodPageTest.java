package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wsol.core.component.Setting;
import org.wsol.losses.BridgingGapOptions;

/** The defaults in docs/method.md match the program. */
class MethodPageTest {
    private static final Path PAGE = Path.of(System.getProperty("wsol.project", ".."), "docs/method.md");

    @Test
    void pageStatesTheDefaults() throws IOException {
        assertThat(Files.readString(PAGE))
                .containsPattern(
                        "\\| `similarity` \\| .* \\| " + fallback(BridgingGapOptions.Similarity.class, "weight"))
                .containsPattern("\\| `norm` \\| .* \\| " + fallback(BridgingGapOptions.Norm.class, "weight"))
                .containsPattern(
                        "\\| `consistency` \\| .* \\| " + fallback(BridgingGapOptions.Consistency.class, "weight"))
                .contains("`foreground` " + fallback(BridgingGapOptions.Similarity.class, "foreground"))
                .contains("`background` " + fallback(BridgingGapOptions.Similarity.class, "background"))
                .contains("`dropout.threshold` (" + fallback(BridgingGapOptions.Dropout.class, "threshold"))
                .contains("`dropout.probability` (" + fallback(BridgingGapOptions.Dropout.class, "probability"))
                .contains("(" + fallback(BridgingGapOptions.Similarity.class, "start") + " of 70");
    }

    private static String fallback(Class<? extends Record> options, String key) {
        return Arrays.stream(options.getRecordComponents())
                .filter(component -> component.getName().equals(key))
                .map(MethodPageTest::setting)
                .findFirst()
                .orElseThrow()
                .defaultValue();
    }

    private static Setting setting(RecordComponent component) {
        return component.getAnnotation(Setting.class);
    }
}
