package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.cli.session.Interruption;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Lets Ctrl-C and termination requests end a session with a checkpoint; a second Ctrl-C ends it at once. */
final class SignalWatch implements AutoCloseable {
    private final Map<Signal, SignalHandler> former = new LinkedHashMap<>();

    private SignalWatch() {}

    static SignalWatch start(Interruption interruption, PrintWriter err) {
        SignalWatch watch = new SignalWatch();
        for (String name : List.of("INT", "TERM")) {
            Signal signal = new Signal(name);
            watch.former.put(signal, Signal.handle(signal, received -> {
                if (interruption.isByUser()) {
                    Runtime.getRuntime().halt(Errors.INTERRUPTED);
                }
                interruption.request();
                err.println("stopping after this step; once more to stop at once and lose it");
                err.flush();
            }));
        }
        return watch;
    }

    @Override
    public void close() {
        former.forEach(Signal::handle);
    }
}
