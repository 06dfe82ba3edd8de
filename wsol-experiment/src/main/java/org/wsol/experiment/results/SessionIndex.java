package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;

/** The runs of a session, {@code index.jsonl}: one line per run; a later line of the same run replaces earlier ones. */
public final class SessionIndex {
    /** The file's name in a session folder. */
    public static final String FILE_NAME = "index.jsonl";

    private SessionIndex() {}

    /**
     * Reads the entries in the order in which their runs first appear.
     *
     * @throws InvalidInputException naming file and line of invalid content
     */
    public static List<SessionEntry> read(Path file) {
        Map<String, SessionEntry> byRun = new LinkedHashMap<>();
        List<String> lines = TextFiles.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                SessionEntry entry = JsonFiles.parse(lines.get(i), SessionEntry.class, file + ":" + (i + 1));
                byRun.put(entry.runKey(), entry);
            }
        }
        return new ArrayList<>(byRun.values());
    }
}
