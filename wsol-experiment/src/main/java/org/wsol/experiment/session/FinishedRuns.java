package org.wsol.experiment.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunIdentity;
import org.wsol.experiment.runfolder.RunState;

/**
 * The complete runs of a session, those found complete at its start included: what a run of it is compared with. Runs of
 * other sessions, for example those that are computed again with {@code --force}, are none of them.
 */
public final class FinishedRuns {
    private FinishedRuns() {}

    /** The complete runs of a session that starts now, asked anew with every call. */
    public static Supplier<List<RunFolder>> of(SessionPlan plan) {
        Instant start = Instant.now();
        Set<RunIdentity> own = plan.entries().stream()
                .filter(PlanEntry::isComputed)
                .map(entry -> entry.run().identity())
                .collect(Collectors.toSet());
        List<RunFolder> cached = plan.entries().stream()
                .filter(entry -> entry.action() == PlanEntry.Action.CACHED)
                .flatMap(entry -> entry.earlier().stream())
                .toList();
        return () -> Stream.concat(
                        cached.stream(),
                        KnownRuns.under(plan.experimentFolder()).all().stream()
                                .filter(run -> run.status().state() == RunState.DONE)
                                .filter(run -> own.contains(run.identity())
                                        && !run.status().updated().isBefore(start))
                                .map(KnownRuns.Known::folder))
                .toList();
    }

    /** The complete runs of the session with that folder, asked anew with every call. */
    public static Supplier<List<RunFolder>> of(Path session) {
        Path index = session.resolve(SessionFolder.INDEX);
        return () -> Files.isRegularFile(index)
                ? SessionIndex.read(index).stream()
                        .flatMap(entry -> entry.folder().stream())
                        .map(folder -> new RunFolder(session.resolve(folder)))
                        .filter(run -> run.status().state() == RunState.DONE)
                        .toList()
                : List.of();
    }
}
