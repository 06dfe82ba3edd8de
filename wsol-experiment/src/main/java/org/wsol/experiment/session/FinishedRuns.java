package org.wsol.experiment.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.experiment.results.SessionEntry;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunState;

/**
 * The complete runs that a run of a session is compared with: those before it in the session's list, found complete at its
 * start or computed since. Runs behind it do not count, so that it does not matter how many are computed at a time; with
 * several, those before it may not be complete yet.
 */
public final class FinishedRuns {
    private FinishedRuns() {}

    /**
     * The complete runs before a run, as the session's list says now.
     *
     * @param run the folder of the run; where the list does not have it, all complete runs count
     */
    public static List<RunFolder> before(SessionFolder session, RunFolder run) {
        Path index = session.path().resolve(SessionFolder.INDEX);
        if (!Files.isRegularFile(index)) {
            return List.of();
        }
        return SessionIndex.read(index).stream()
                .flatMap(entry -> folder(entry, session).stream())
                .takeWhile(folder -> !isSame(folder, run))
                .filter(folder -> folder.status().state() == RunState.DONE)
                .toList();
    }

    private static Optional<RunFolder> folder(SessionEntry entry, SessionFolder session) {
        return entry.folder().map(name -> new RunFolder(session.path().resolve(name)));
    }

    private static boolean isSame(RunFolder a, RunFolder b) {
        return Stream.of(a, b)
                        .map(folder -> folder.path().toAbsolutePath().normalize())
                        .distinct()
                        .count()
                == 1;
    }
}
