package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Tasks;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;

/** Executes one plan: computes the required runs, with the requested parallelism. */
public final class SessionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRunner.class);
    private final RunLauncher launcher;
    private final SessionListener listener;
    private final Interruption interruption;

    /** Creates a runner that starts runs with a launcher and notifies a listener. */
    public SessionRunner(RunLauncher launcher, SessionListener listener, Interruption interruption) {
        this.launcher = launcher;
        this.listener = listener;
        this.interruption = interruption;
    }

    /** Computes the runs of the plan, closes the launcher and returns the result of every run. */
    public SessionResult run(SessionPlan plan, SessionOptions options) {
        SessionFolder session = SessionFolder.create(plan.experimentFolder(), plan.experiment(), options.command());
        Work work = new Work(session, plan, options);
        work.publish();
        ExecutorService pool = Executors.newFixedThreadPool(options.jobs());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i : work.chosen()) {
                futures.add(pool.submit(() -> work.compute(i)));
            }
            Tasks.await(futures, "the computation of runs");
        } finally {
            pool.shutdown();
            launcher.close();
        }
        work.settle();
        return new SessionResult(
                session, work.results(), interruption.isByUser() && work.isCutShort(), work.storageFailed());
    }

    /** The shared state of the workers of one session. */
    private final class Work {
        private final SessionFolder session;
        private final List<PlanEntry> entries;
        private final List<RunResult> results = new ArrayList<>();
        private final SessionOptions options;
        private final Instant began = Instant.now();
        private final AtomicBoolean failed = new AtomicBoolean();
        private final AtomicBoolean storageFailed = new AtomicBoolean();

        Work(SessionFolder session, SessionPlan plan, SessionOptions options) {
            this.session = session;
            this.entries = plan.entries();
            this.options = options;
            entries.forEach(entry -> results.add(RunResult.waiting(entry)));
        }

        List<Integer> chosen() {
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < entries.size() && chosen.size() < options.maxRuns(); i++) {
                if (entries.get(i).isComputed()) {
                    chosen.add(i);
                }
            }
            return chosen;
        }

        void compute(int i) {
            if (interruption.isRequested() || storageFailed.get() || (failed.get() && options.stopOnFailure())) {
                return;
            }
            PlanEntry entry = entries.get(i);
            listener.started(entry, i + 1, entries.size());
            RunResult result = computed(entry, i);
            if (result.isFailed()) {
                failed.set(true);
            }
            set(i, result);
            listener.ended(result, i + 1, entries.size());
        }

        /** Skips a run that another session has started or finished since this session was planned. */
        private Optional<RunResult> takenByAnother(PlanEntry entry) {
            if (entry.action() != PlanEntry.Action.NEW && entry.action() != PlanEntry.Action.EVALUATE) {
                return Optional.empty();
            }
            for (RunFolder folder : RunFolders.inOtherSessions(entry.run(), session)) {
                RunStatus status = folder.liveStatus();
                if (status.state() == RunState.DONE && status.updated().isAfter(began)) {
                    return Optional.of(new RunResult(entry, Optional.of(folder), status));
                } else if (status.state() == RunState.RUNNING) {
                    String owner = "computed by " + RunLock.describeOwner(folder.path());
                    return Optional.of(
                            new RunResult(entry, Optional.of(folder), RunStatus.now(RunState.RUNNING, owner)));
                }
            }
            return Optional.empty();
        }

        private RunResult computed(PlanEntry entry, int i) {
            Optional<RunFolder> folder = Optional.empty();
            try {
                Optional<RunResult> taken = takenByAnother(entry);
                if (taken.isPresent()) {
                    return taken.get();
                }
                folder = Optional.of(RunFolders.of(entry, session));
                set(i, new RunResult(entry, folder, RunStatus.now(RunState.RUNNING, "")));
                return new RunResult(entry, folder, launcher.launch(entry.run(), folder.get(), session, interruption));
            } catch (StorageException e) {
                if (folder.filter(made -> !RunFiles.isRun(made.path())).isPresent()) {
                    LOG.debug("the other runs can be computed", e);
                    return new RunResult(
                            entry, folder, RunStatus.now(RunState.FAILED, "the folder of the run was deleted"));
                }
                storageFailed.set(true);
                return new RunResult(entry, folder, RunStatus.now(RunState.FAILED, e.getMessage()));
            }
        }

        /** Runs that another process computed may have ended meanwhile. */
        synchronized void settle() {
            for (int i = 0; i < results.size(); i++) {
                RunResult result = results.get(i);
                if (result.status().state() == RunState.RUNNING
                        && result.folder()
                                .filter(run -> RunFiles.isRun(run.path()))
                                .isPresent()) {
                    RunStatus now = result.folder().orElseThrow().liveStatus();
                    if (now.state() != RunState.RUNNING) {
                        set(i, new RunResult(result.entry(), result.folder(), now));
                    }
                }
            }
        }

        /** Whether a run of the plan was not completed. */
        synchronized boolean isCutShort() {
            return chosen().stream().anyMatch(i -> results.get(i).status().state() != RunState.DONE);
        }

        boolean storageFailed() {
            return storageFailed.get();
        }

        private synchronized void set(int i, RunResult result) {
            results.set(i, result);
            try {
                publish();
            } catch (StorageException e) {
                storageFailed.set(true);
                LOG.warn("{}", e.getMessage());
            }
        }

        private synchronized void publish() {
            session.writeIndex(results);
        }

        synchronized List<RunResult> results() {
            return List.copyOf(results);
        }
    }

    /** Receives the events of a session as they happen. */
    public interface SessionListener {

        /** Called when a run starts. */
        void started(PlanEntry entry, int number, int total);

        /** Called when a run has ended. */
        void ended(RunResult result, int number, int total);
    }

    /**
     * Options of a session.
     *
     * @param jobs number of runs computed in parallel, in as many processes if more than one
     * @param threads total number of threads
     * @param maxRuns maximum number of runs
     * @param stopAfter time limit of the session; the current run is then interrupted
     * @param stopOnFailure whether the first failure ends the session
     * @param command the command line, recorded in the session
     */
    public record SessionOptions(
            int jobs, int threads, int maxRuns, Optional<Duration> stopAfter, boolean stopOnFailure, String command) {

        /** One run after the other, no limits. */
        public static SessionOptions simple(int threads, String command) {
            return new SessionOptions(1, threads, Integer.MAX_VALUE, Optional.empty(), false, command);
        }

        /** The same with another number of parallel runs. */
        public SessionOptions withJobs(int number) {
            return new SessionOptions(number, threads, maxRuns, stopAfter, stopOnFailure, command);
        }

        /** The threads of one run. */
        public int threadsPerRun() {
            return Math.max(1, threads / jobs);
        }
    }

    /** Starts the computation of a run and waits for its end. */
    @FunctionalInterface
    public interface RunLauncher extends AutoCloseable {

        /**
         * Computes a run whose folder exists.
         *
         * @param session the session of the computation, which may differ from the session that contains the folder
         * @return the final status, as in its folder
         * @throws org.wsol.core.StorageException if files cannot be written: other runs would fail as well
         */
        RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop);

        /** Frees what is kept for further runs. */
        @Override
        default void close() {}
    }
}
