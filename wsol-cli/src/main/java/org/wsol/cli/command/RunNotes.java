package org.wsol.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;

/** The notes on a run's network: its training data and its metrics. */
final class RunNotes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data";

    private RunNotes() {}

    /** The notes of a run folder or an archive; empty for a saved model, which does not belong to a run. */
    static ArchiveNotes of(Path place) {
        if (Files.isRegularFile(place)) {
            return LocalizerArchive.open(place).description().notes();
        }
        return RunFiles.isRun(place) ? of(new RunFolder(place)) : ArchiveNotes.none();
    }

    private static ArchiveNotes of(RunFolder run) {
        JsonNode card = read(run.card());
        ObjectNode metrics = JSON.createObjectNode();
        if (Files.isRegularFile(run.metrics())) {
            JsonNode all = read(run.metrics());
            metrics.put("split", "test");
            metrics.set("images", all.path("test").path("count"));
            metrics.set("classification", all.path("test").path("classification"));
            metrics.set("protocols", all.path("protocols"));
        }
        return new ArchiveNotes(
                Optional.of(card.path("experiment").asText()),
                Optional.of(card.path("training").path(DATA).asText()).filter(sum -> !sum.isEmpty()),
                metrics,
                Optional.empty());
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + WsolException.reason(e), e);
        }
    }
}
