package org.wsol.experiment.internal.session;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.cli.terminal.RunLogFile;
import org.wsol.config.ConfigLoader;
import org.wsol.config.TestCatalog;
import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * A process that computes prepared runs with the fake executor: {@code execute FOLDER --threads N --session FOLDER
 * --more}.
 */
public final class FakeMain {
    private FakeMain() {}

    /** Computes the run, and others if asked to. */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[3]);
        boolean succeeded = compute(Path.of(arguments[1]), threads);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (succeeded && List.of(arguments).contains("--more")) {
            Optional<Path> next = RunProcess.next(System.out, in);
            succeeded = next.isPresent() && compute(next.get(), threads);
        }
    }

    private static boolean compute(Path path, int threads) {
        var loader = new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());
        RunFolder folder = RunFiles.named(path);
        System.out.println(
                "computing " + folder.name() + " in " + ProcessHandle.current().pid());
        RunStatus status = new InProcessLauncher(
                        new FakeExecutor(),
                        (session, run, stop) -> new RunContext(Progress.NONE, stop, RunMonitor.NONE, threads),
                        RunLogFile::open)
                .launch(
                        RunFiles.load(folder, loader),
                        folder,
                        new SessionFolder(folder.path().getParent()),
                        new Interruption(Optional.empty()));
        System.err.print("no newline at the end");
        return status.state() == RunState.DONE;
    }
}
