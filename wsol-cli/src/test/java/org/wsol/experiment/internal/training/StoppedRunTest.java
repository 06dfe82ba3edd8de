package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.pipeline.internal.Checkpoint;

/** Runs that end before they are complete: by Ctrl-C, or because the loss is not finite. */
class StoppedRunTest {

    @TempDir
    private Path folder;

    @Test
    void interruptedRunWritesACheckpointAndPrintsHowToResume() throws Exception {
        assumeThat(System.getProperty("os.name"))
                .as("signals are sent with kill")
                .isNotEqualTo("Windows");
        RealRun run = RealRun.write(folder, "interrupted");
        Process process = run.start("train.epochs=500 epochs", "train.checkpoint.every=0");
        try {
            run.await(process, run::trains);
            new ProcessBuilder(
                            "kill", "-TERM", String.valueOf(process.pid())) // INT is ignored under nohup and in scripts
                    .start()
                    .waitFor();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(run.printed()).isEqualTo(130);
        RunFolder stopped = run.run();
        assertThat(stopped.status().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(stopped.status().reason())
                .matches("training was stopped after step \\d+ of 4000; the same command resumes it");
        assertThat(new Checkpoint(stopped.checkpoints().resolve(Checkpoint.LAST)).notes())
                .containsKey("step")
                .doesNotContainKey("complete");
        assertThat(run.printed())
                .contains("stopping after this step", "The run is not complete; the same command resumes it");
    }

    @Test
    void writesTheReportDespiteASignalAfterTheLastRun() throws Exception {
        assumeThat(System.getProperty("os.name"))
                .as("signals are sent with kill")
                .isNotEqualTo("Windows");
        RealRun run = RealRun.write(folder, "late");
        Process process = run.start();
        try {
            run.await(process, () -> run.printed().contains("done after"));
            new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("report: ");
    }

    @Test
    void nanLossFailsTheRunAndReportsTheImages() throws Exception {
        RealRun run = RealRun.write(folder, "diverged");

        assertThat(run.finish("train.lr=1e30", "train.checkpoint.every=1 steps"))
                .as(run.printed())
                .isEqualTo(3);
        RunFolder failed = run.run();
        assertThat(failed.status().state()).isEqualTo(RunState.FAILED);
        assertThat(failed.status().reason())
                .contains(
                        "at step ",
                        "cross_entropy = NaN",
                        "Images of the batch: train/",
                        "the last checkpoint is kept");
        assertThat(run.printed()).contains("log.txt", "--retry-failed");
    }

    @Test
    void doesNotEvaluateNanParametersAfterTheLastStep() throws Exception {
        RealRun run = RealRun.write(folder, "last-step");

        assertThat(run.finish("train.lr=3e38", "train.epochs=1 steps", "evaluation.every=0"))
                .as(run.printed())
                .isEqualTo(3);
        assertThat(run.run().status().reason()).contains("instead of a number for image ", "training diverged");
    }

    @Test
    void reachedLimitIsNoFailureAndTheSameCommandResumes() throws Exception {
        RealRun run = RealRun.write(folder, "limited");
        String[] two = {"train.lr=0.01,0.02", "train.epochs=1 steps", "evaluation.every=0"};

        assertThat(run.finish(two[0], two[1], two[2], "--max-runs", "1"))
                .as(run.printed())
                .isZero();
        assertThat(run.printed()).contains("1 of 2 runs are not complete; the same command resumes them.");
        assertThat(run.finish(two)).as(run.printed()).isZero();
        assertThat(run.runs()).hasSize(2);
    }
}
