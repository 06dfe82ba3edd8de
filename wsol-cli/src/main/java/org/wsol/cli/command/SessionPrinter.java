package org.wsol.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.RunResult;
import org.wsol.experiment.internal.session.SessionRunner.SessionListener;
import picocli.CommandLine;

/** Prints a line when a run starts and when it ends; failures are printed immediately, with the path of their log. */
final class SessionPrinter implements SessionListener {
    private static final int SHORT = 160;
    private final CommandLine line;
    private final Map<Integer, Instant> starts = new ConcurrentHashMap<>();

    SessionPrinter(CommandLine line) {
        this.line = line;
    }

    @Override
    public void started(PlanEntry entry, int number, int total) {
        starts.put(number, Instant.now());
        print("[" + number + "/" + total + "] " + name(entry) + ": "
                + (entry.action() == PlanEntry.Action.RESUME ? "resumes" : "starts"));
    }

    @Override
    public void ended(RunResult result, int number, int total) {
        Duration took = Duration.between(starts.getOrDefault(number, Instant.now()), Instant.now());
        String start = "[" + number + "/" + total + "] " + name(result.entry()) + ": ";
        if (result.isFailed()) {
            print(line.getColorScheme().errorText(start + failure(result)).toString());
        } else if (result.status().isStoppedEarly()) {
            print(start + result.status().reason() + " (" + TimeSpan.show(took) + ")");
        } else {
            print(start + result.state() + " after " + TimeSpan.show(took)
                    + (result.status().reason().isEmpty()
                            ? ""
                            : ": " + result.status().reason()));
        }
    }

    /** Prints the output of a run in a separate process. */
    void said(PlannedRun run, String text) {
        print(run.folderName() + ": " + text);
    }

    /** A message with the failure and the path of the log. */
    static String failure(RunResult result) {
        return failure(result, result.status().reason());
    }

    /** The same, truncated: a reason can name a whole batch of images, and was printed in full when the run failed. */
    static String failureInShort(RunResult result) {
        String reason = result.status().reason();
        return failure(
                result,
                reason.length() <= SHORT ? reason : reason.substring(0, SHORT).strip() + "...");
    }

    private static String failure(RunResult result, String reason) {
        return "failed: " + reason
                + result.folder().map(folder -> "\n    log: " + folder.log()).orElse("");
    }

    private static String name(PlanEntry entry) {
        return entry.run().folderName();
    }

    private synchronized void print(String text) {
        PrintWriter err = line.getErr();
        err.println(text);
        err.flush();
    }
}
