package org.wsol.experiment.internal.session;

import java.nio.file.Path;
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
import org.wsol.experiment.schema.ExperimentConfig;

/** A process that computes one prepared run with the fake executor: {@code execute FOLDER --threads N}. */
public final class FakeMain {
    private FakeMain() {}

    /** Computes the run. */
    public static void main(String[] arguments) {
        var loader = new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());
        RunFolder folder = RunFiles.named(Path.of(arguments[1]));
        System.out.println("computing " + folder.name());
        int threads = Integer.parseInt(arguments[3]);
        new InProcessLauncher(
                        new FakeExecutor(),
                        (session, run, stop) -> new RunContext(Progress.NONE, stop, RunMonitor.NONE, threads),
                        RunLogFile::open)
                .launch(
                        RunFiles.load(folder, loader),
                        folder,
                        new SessionFolder(folder.path().getParent()),
                        new Interruption(Optional.empty()));
    }
}
