package org.wsol.experiment.internal.runfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.runfolder.RunContext.WorkStoppedException;

class RunContextTest {
    private final List<String> shown = new ArrayList<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final RunContext context = new RunContext(this::start, asked::get, RunMonitor.NONE, 1);

    private Progress.Task start(String task, long total) {
        shown.add(task + " of " + total);
        return new Progress.Task() {
            @Override
            public void step(long count, String detail) {
                shown.add("step");
            }

            @Override
            public void close() {
                shown.add("closed");
            }
        };
    }

    @Test
    void interruptibleWorkEndsAfterTheCurrentStep() {
        assertThatThrownBy(() -> {
                    try (Progress.Task task = context.interruptible().start("maps", 3)) {
                        task.step(1, "");
                        asked.set(true);
                        task.step(1, "");
                        task.step(1, "");
                    }
                })
                .isInstanceOf(WorkStoppedException.class)
                .hasMessage("stopped in: maps");
        assertThat(shown).containsExactly("maps of 3", "step", "step", "closed");
    }

    @Test
    void doesNotStartLaterWorkAfterAStopRequest() {
        asked.set(true);
        assertThatThrownBy(() -> context.interruptible().start("maps", 3)).isInstanceOf(WorkStoppedException.class);
        assertThatThrownBy(() -> context.requireWanted("scores")).hasMessage("stopped in: scores");
        assertThat(shown).isEmpty();
    }

    @Test
    void trainingKeepsItsProgressUntilItsCheckpointIsWritten() {
        asked.set(true);
        try (Progress.Task task = context.progress().start("training", 3)) {
            task.step(1, "");
        }
        assertThat(shown).containsExactly("training of 3", "step", "closed");
    }
}
