package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsol.cli.predict.PredictionRun.Range;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.schema.EngineConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EngineMixinTest {
    private static final Optional<EngineConfig> IN_FILE =
            Optional.of(new EngineConfig("spark://file:7077", Map.of("a", "1", "b", "2"), 5));

    @Command
    private static final class Holder implements Runnable {
        @Mixin
        private EngineMixin engine = new EngineMixin();

        @Override
        public void run() {}
    }

    private static Optional<EngineSettings> settings(Optional<EngineConfig> inFile, String... typed) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(typed);
        return holder.engine.settings(inFile);
    }

    @Test
    void computesLocallyWithoutAnEngine() {
        assertThat(settings(Optional.empty())).isEmpty();
    }

    @Test
    void commandLineOverridesTheFile() {
        assertThat(settings(IN_FILE)).contains(new EngineSettings("spark://file:7077", Map.of("a", "1", "b", "2"), 5));
        assertThat(settings(IN_FILE, "--engine", "yarn", "--engine-conf", "b=3", "--engine-conf=c=4"))
                .contains(new EngineSettings("yarn", Map.of("a", "1", "b", "3", "c", "4"), 5));
    }

    @Test
    void rejectsSettingsWithoutAnEngine() {
        assertThatThrownBy(() -> settings(Optional.empty(), "--engine-conf", "a=1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--engine");
    }

    @Test
    void rangesCoverAllImages() {
        assertThat(Range.over(100, 8, 32, 1))
                .containsExactly(new Range(0, 32), new Range(32, 64), new Range(64, 96), new Range(96, 100));
        assertThat(Range.over(1000, 4, 32, 1)).hasSize(4).last().isEqualTo(new Range(750, 1000));
        assertThat(Range.over(0, 4, 32, 1)).isEqualTo(List.of());
        assertThat(Range.over(100, 3, 32, 16))
                .as("whole batches")
                .containsExactly(new Range(0, 48), new Range(48, 96), new Range(96, 100));
    }
}
