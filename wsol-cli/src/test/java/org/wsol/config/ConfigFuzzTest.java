package org.wsol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.ExperimentComposer;
import org.wsol.pipeline.recipe.InstalledComponents;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/** 2,000 damaged experiment files: composed, or rejected with the file name. */
@Tag("slow")
class ConfigFuzzTest {
    private static final int FILES = 2000;

    @TempDir
    Path damaged;

    private final ConfigLoader<ExperimentConfig> loader =
            new ConfigLoader<>(ExperimentConfig.class, InstalledComponents.catalog(), Map.of());

    @Test
    void composesOrRejectsDamagedExperiments() throws IOException {
        Mutations files = new Mutations(5, originals());
        FuzzCampaign.Outcome outcome = new FuzzCampaign(damaged, WsolException.class)
                .run(FILES, ".yaml", files::text, file -> new ExperimentComposer(loader).compose(file, List.of()));
        assertThat(outcome.refused()).isBetween(FILES / 3, FILES - 1);
    }

    private static List<byte[]> originals() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("wsol.project"), "experiments"))) {
            List<byte[]> contents = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        }
    }
}
