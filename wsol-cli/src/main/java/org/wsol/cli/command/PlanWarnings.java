package org.wsol.cli.command;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.SessionPlan;

/** Prints the warnings about the runs of a plan, each only once. */
final class PlanWarnings {
    /** The share of the processors that other programs may use without a warning. */
    private static final double BUSY = 0.5;

    private static final int SHOWN = 4;

    private PlanWarnings() {}

    /** Lists the run folders that cannot be read. */
    static void damaged(List<String> problems, PrintWriter err) {
        problems.forEach(problem -> err.println("warning: ignored, because it is damaged: " + problem));
        err.flush();
    }

    /** Warns if other programs use the processors, which increases times because every thread waits for the slowest. */
    static void busy(PrintWriter err) {
        int processors = Runtime.getRuntime().availableProcessors();
        double load = ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage(); // over the last minute; -1 if unknown
        if (load > BUSY * processors) {
            err.printf(
                    Locale.ROOT,
                    "warning: other programs occupy the processors (load %.1f on %d); runs take longer, and fewer --threads"
                            + " may be quicker%n",
                    load,
                    processors);
            err.flush();
        }
    }

    /** The first few runs by name. */
    private static String some(Set<String> runs) {
        String first = runs.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return "run " + first + (runs.size() > SHOWN ? " and " + (runs.size() - SHOWN) + " more" : "") + ": ";
    }

    static void print(SessionPlan plan, RunExecutor executor, PrintWriter err) {
        damaged(plan.damaged(), err);
        Map<String, Set<String>> tags = new LinkedHashMap<>();
        Set<String> all = new LinkedHashSet<>();
        List<PlanEntry> computed =
                plan.entries().stream().filter(PlanEntry::isComputed).toList();
        for (PlanEntry entry : computed) {
            all.add(entry.run().tag());
            for (String warning : executor.warnings(entry.run().experiment())) {
                tags.computeIfAbsent(warning, unused -> new LinkedHashSet<>())
                        .add(entry.run().tag());
            }
        }
        tags.forEach(
                (warning, runs) -> err.println("warning: " + (runs.size() < all.size() ? some(runs) : "") + warning));
        err.flush();
    }
}
