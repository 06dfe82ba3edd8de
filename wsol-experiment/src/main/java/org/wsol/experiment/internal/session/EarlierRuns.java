package org.wsol.experiment.internal.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.results.SessionEntry;
import org.wsol.experiment.results.SessionIndex;

/**
 * What the runs before a run measured, in the order of the session's list. Runs behind it do not count, and those before it
 * that are still computed are waited for until they are as far, so that it does not matter how many are computed at a time.
 */
public final class EarlierRuns {
    private static final long POLL_MILLIS = 200;
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final SessionFolder session;
    private final RunFolder run;
    private final StopSignal stop;

    /**
     * The runs before a run.
     *
     * @param run where the session's list does not have it, all runs of the list count
     * @param stop ends the waiting
     */
    public EarlierRuns(SessionFolder session, RunFolder run, StopSignal stop) {
        this.session = session;
        this.run = run;
        this.stop = stop;
    }

    /**
     * The events of every earlier run that has begun. Returns when each of them was validated after that many steps or has
     * ended; at once, with nothing, when the run is to end.
     */
    public List<List<MetricEvent>> measured(long step) {
        long began = System.nanoTime();
        while (!stop.isRequested()) {
            boolean patient = System.nanoTime() - began < GRACE.toNanos();
            List<SessionEntry> entries = entries();
            if (entries.stream().noneMatch(entry -> isAwaited(entry, step, patient))) {
                return entries.stream()
                        .flatMap(entry -> entry.folder().stream())
                        .map(name -> events(folder(name)))
                        .toList();
            }
            pause();
        }
        return List.of();
    }

    private List<SessionEntry> entries() {
        Path index = session.path().resolve(SessionFolder.INDEX);
        if (!Files.isRegularFile(index)) {
            return List.of();
        }
        return SessionIndex.read(index).stream()
                .takeWhile(entry ->
                        entry.folder().filter(name -> isSame(folder(name), run)).isEmpty())
                .toList();
    }

    /**
     * Whether a run is computed and not yet as far. The list says what its session knows; a run that the list calls running
     * long after its process is gone belongs to a session that was killed.
     */
    private boolean isAwaited(SessionEntry entry, long step, boolean patient) {
        boolean open =
                entry.state().equals(RunState.RUNNING.id()) || entry.state().equals(RunState.QUEUED.id());
        if (!open) {
            return false;
        }
        boolean alive = patient
                || entry.folder()
                        .filter(name -> folder(name).liveStatus().state() == RunState.RUNNING)
                        .isPresent();
        return alive
                && entry.folder()
                        .filter(name -> isAsFar(events(folder(name)), step))
                        .isEmpty();
    }

    private static boolean isAsFar(List<MetricEvent> events, long step) {
        return events.stream().anyMatch(event -> event.kind().equals(MetricEvent.VALIDATION) && event.step() >= step);
    }

    private static List<MetricEvent> events(RunFolder folder) {
        return MetricLines.read(folder.metricsLines());
    }

    private RunFolder folder(String name) {
        return new RunFolder(session.path().resolve(name));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while earlier runs are waited for", e);
        }
    }

    private static boolean isSame(RunFolder a, RunFolder b) {
        return a.path()
                .toAbsolutePath()
                .normalize()
                .equals(b.path().toAbsolutePath().normalize());
    }
}
