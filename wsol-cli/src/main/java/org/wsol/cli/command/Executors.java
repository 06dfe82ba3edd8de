package org.wsol.cli.command;

import java.util.ServiceLoader;
import org.wsol.experiment.runfolder.RunExecutor;

/** Finds what computes runs, when a command needs it: loading it starts the native library. */
final class Executors {
    private Executors() {}

    static RunExecutor find() {
        return ServiceLoader.load(RunExecutor.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no RunExecutor is listed in META-INF/services"));
    }
}
