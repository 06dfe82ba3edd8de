package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.wsol.experiment.internal.session.Interruption;

/** On Ctrl-C and termination requests, ends a session with a checkpoint; a second Ctrl-C ends it immediately. */
final class SignalWatch implements AutoCloseable {
    private final List<Runnable> restorations = new ArrayList<>();

    private volatile boolean hasEnded;
    private volatile boolean isAsked;

    private SignalWatch() {}

    static SignalWatch start(Interruption interruption, PrintWriter err) {
        SignalWatch watch = new SignalWatch();
        for (String name : List.of("INT", "TERM", "HUP")) {
            watch.restorations.add(Signals.handle(name, () -> {
                if (watch.isAsked) {
                    Runtime.getRuntime().halt(Errors.INTERRUPTED);
                }
                watch.isAsked = true;
                if (watch.hasEnded) {
                    err.println(
                            "all runs have ended, and the report is being written; press again to stop immediately");
                } else {
                    interruption.request();
                    err.println("stopping after this step; press again to stop immediately and lose it");
                }
                err.flush();
            }));
        }
        return watch;
    }

    /** From now on there is nothing to stop but the report, which a first signal does not end. */
    void runsEnded() {
        hasEnded = true;
    }

    @Override
    public void close() {
        restorations.forEach(Runnable::run);
    }
}
