package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.TestCatalog.ShapesOptions;
import org.wsol.core.InvalidInputException;
import org.wsol.core.TrainingException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.DataSums;
import org.wsol.experiment.internal.runfolder.RunExecutor.RunOutcome;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * Simulates training: one step per image of the layout with a checkpoint after each. A learning rate of 9 gives slow
 * steps, 5 a stop by a rule, 666 an error, 668 a full disk; batches of more than 1000 are rejected.
 */
public final class FakeExecutor implements RunExecutor {
    final List<String> executed = Collections.synchronizedList(new ArrayList<>());
    boolean failing = true;
    Runnable afterStep = () -> {};
    String data = "data";
    String boxes = "";

    @Override
    public DataSums data(ExperimentConfig config) {
        return new DataSums(data, data + boxes);
    }

    @Override
    public boolean canEvaluate(RunFolder finished) {
        return Files.exists(finished.checkpoints().resolve("last.json"));
    }

    @Override
    public void check(ExperimentConfig config) {
        if (config.train().batch() > 1000) {
            throw new InvalidInputException("a batch of " + config.train().batch() + " does not fit");
        }
    }

    @Override
    public Optional<Duration> roughTime(ExperimentConfig config) {
        return Optional.of(Duration.ofSeconds(
                config.data().layout().options(ShapesOptions.class).images()));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("backend", "none");
    }

    @Override
    public RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) throws Exception {
        executed.add(run.tag());
        double lr = run.experiment().train().lr();
        int steps =
                run.experiment().data().layout().options(ShapesOptions.class).images();
        for (int step = checkpoint(folder); step < steps; step++) {
            if (context.stop().isRequested()) {
                return new RunOutcome.Interrupted("stopped after step " + step + " of " + steps);
            }
            if (lr == 666 && failing) {
                throw new TrainingException("the loss is not a number at step " + step);
            }
            if (lr == 668) {
                throw new UncheckedIOException(
                        "cannot write metrics.jsonl", new IOException("No space left on device"));
            }
            if (lr == 667) {
                throw new IllegalStateException("boom");
            }
            if (lr == 9) {
                Thread.sleep(50);
            }
            Json.write(folder.checkpoints().resolve("last.json"), Map.of("step", step + 1));
            afterStep.run();
        }
        return new RunOutcome.Finished(Map.of("test.maxBoxAccV2", lr * 10), 12, lr == 5 ? "stopped early" : "");
    }

    private static int checkpoint(RunFolder folder) {
        var file = folder.checkpoints().resolve("last.json");
        return Files.exists(file) ? ((Number) Json.read(file).get("step")).intValue() : 0;
    }
}
