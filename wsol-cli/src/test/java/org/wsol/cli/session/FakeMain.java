package org.wsol.cli.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wsol.cli.config.ConfigLoader;
import org.wsol.cli.config.TestCatalog;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.runs.RunContext;
import org.wsol.cli.runs.RunFiles;
import org.wsol.cli.runs.RunFolder;
import org.wsol.cli.runs.RunMonitor;
import org.wsol.core.progress.Progress;

/** A process that computes one prepared run with the fake executor: {@code execute FOLDER --threads N}. */
public final class FakeMain {
    private FakeMain() {}

    /** Computes the run. */
    public static void main(String[] arguments) {
        var loader = new ConfigLoader<>(ExperimentConfig.class, TestCatalog.catalog(), Map.of());
        RunFolder folder = RunFiles.named(Path.of(arguments[1]));
        System.out.println("computing " + folder.name());
        int threads = Integer.parseInt(arguments[3]);
        new InProcessLauncher(new FakeExecutor(), stop -> new RunContext(Progress.NONE, stop, RunMonitor.NONE, threads))
                .launch(RunFiles.load(folder, loader), folder, new Interruption(Optional.empty()));
    }
}
