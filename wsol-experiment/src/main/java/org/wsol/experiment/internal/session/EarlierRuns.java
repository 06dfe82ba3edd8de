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
 * The measurements of the runs before a run, in the order of the session's list. Later runs are ignored. Earlier runs
 * that are still being computed are awaited until they reach the same step, so that results do not depend on the number
 * of parallel runs.
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
     * @param run if the session's list does not contain it, all runs of the list are earlier runs
     * @param stop ends the waiting
     */
    public EarlierRuns(SessionFolder session, RunFolder run, StopSignal stop) {
        this.session = session;
        this.run = run;
        this.stop = stop;
    }

    /**
     * The events of every started earlier run. Returns when each of them was validated after the given number of steps
     * or has ended; returns immediately, without events, if the run is to stop.
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
        Path index = session.path().resolve(SessionIndex.FILE_NAME);
        if (!Files.isRegularFile(index)) {
            return List.of();
        }
        return SessionIndex.read(index).stream()
                .takeWhile(entry ->
                        entry.folder().filter(name -> isSame(folder(name), run)).isEmpty())
                .toList();
    }

    /**
     * Whether a run is being computed and has not yet reached the step. A run marked as running in the list without a
     * live process belongs to a killed session.
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
