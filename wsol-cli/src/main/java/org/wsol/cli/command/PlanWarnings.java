package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.experiment.runfolder.RunExecutor;
import org.wsol.experiment.session.PlanEntry;
import org.wsol.experiment.session.SessionPlan;

/** Prints what the runs of a plan most likely do not mean, each doubt once. */
final class PlanWarnings {
    private PlanWarnings() {}

    /** Names the folders of runs that cannot be read. */
    static void damaged(List<String> problems, PrintWriter err) {
        problems.forEach(problem -> err.println("warning: left out, because it is damaged: " + problem));
        err.flush();
    }

    static void print(SessionPlan plan, RunExecutor executor, PrintWriter err) {
        damaged(plan.damaged(), err);
        Map<String, List<String>> tags = new LinkedHashMap<>();
        List<PlanEntry> computed =
                plan.entries().stream().filter(PlanEntry::isComputed).toList();
        for (PlanEntry entry : computed) {
            for (String warning : executor.warnings(entry.run().experiment())) {
                tags.computeIfAbsent(warning, unused -> new ArrayList<>())
                        .add(entry.run().tag());
            }
        }
        tags.forEach((warning, runs) -> err.println("warning: "
                + (runs.size() < computed.size() ? "run " + String.join(", ", runs) + ": " : "") + warning));
        err.flush();
    }
}
