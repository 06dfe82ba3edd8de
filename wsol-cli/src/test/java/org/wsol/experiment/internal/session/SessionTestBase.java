package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.terminal.RunLogFile;
import org.wsol.config.ConfigLoader;
import org.wsol.config.TestCatalog;
import org.wsol.config.override.KeyChange;
import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;
import org.wsol.experiment.internal.session.SessionRunner.SessionListener;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.experiment.sweep.ExperimentComposer;

/** Runs small experiments with a fake executor. */
abstract class SessionTestBase {
    static final String BASE = """
            name: test
            data: {layout: shapes, images: 3}
            model: {backbone: small}
            method: {name: bridging-gap}
            """;

    @TempDir
    Path folder;

    final FakeExecutor executor = new FakeExecutor();
    final List<String> heard = new ArrayList<>();
    final List<String> printed = new CopyOnWriteArrayList<>();
    final ConfigLoader<ExperimentConfig> loader =
            new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());

    Path runs() {
        return folder.resolve("runs");
    }

    Experiment experiment(String sweep, String... overrides) {
        try {
            Path file =
                    Files.writeString(folder.resolve("exp.yaml"), BASE + "output: {root: '" + runs() + "'}\n" + sweep);
            return new ExperimentComposer(loader)
                    .compose(
                            file, Arrays.stream(overrides).map(KeyChange::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SessionPlan plan(Experiment experiment) {
        return new Planner(executor).plan(experiment, false, false);
    }

    SessionResult run(Experiment experiment) {
        return run(plan(experiment), options(1), new Interruption(Optional.empty()));
    }

    SessionResult run(SessionPlan plan, SessionOptions options, Interruption interruption) {
        RunLauncher launcher = options.jobs() == 1
                ? new InProcessLauncher(
                        executor,
                        (session, run, stop) -> new RunContext(Progress.NONE, stop, RunMonitor.NONE, options.threads()),
                        RunLogFile::open)
                : new ProcessLauncher(
                        FakeMain.class.getName(),
                        options.threadsPerRun(),
                        (run, line) -> printed.add(run.tag() + ": " + line));
        return new SessionRunner(launcher, new Listener(), interruption).run(plan, options);
    }

    static SessionOptions options(int jobs) {
        return new SessionOptions(jobs, 4, Integer.MAX_VALUE, Optional.<Duration>empty(), false, "wsol run exp.yaml");
    }

    List<PlanEntry.Action> actions(Experiment experiment) {
        return plan(experiment).entries().stream().map(PlanEntry::action).toList();
    }

    private final class Listener implements SessionListener {
        @java.lang.Override
        public synchronized void started(PlanEntry entry, int number, int total) {
            heard.add("start " + entry.run().tag());
        }

        @java.lang.Override
        public synchronized void ended(RunResult result, int number, int total) {
            heard.add("end " + result.run().tag() + " " + result.state());
        }
    }
}
