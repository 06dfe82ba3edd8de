package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wsol.cli.terminal.TextTable;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.internal.session.Planner;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol plan}: shows what {@code run} would do, without running it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the runs of an experiment: new, cached, to resume; and how long they will take.")
final class PlanCommand implements Callable<Integer> {

    private static final int NOTE_LENGTH = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    @Mixin
    private SessionMixin session;

    @Mixin
    private MirrorMixin mirror;

    @Override
    public Integer call() {
        session.requireNumbers();
        RunExecutor executor = new ExperimentExecutor();
        Planner planner = new Planner(executor);
        Experiment composed = experiment.compose();
        PublishedFiles.fetch(composed, mirror.downloader(), spec.commandLine());
        SessionPlan plan = planner.withRoughTimes(planner.plan(composed, session.isForced(), session.isRetrying()));
        PlanWarnings.print(plan, executor, spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        table(plan).lines().forEach(out::println);
        out.println();
        out.println(summary(plan));
        out.flush();
        return 0;
    }

    private static TextTable table(SessionPlan plan) {
        TextTable table = new TextTable(List.of("run", "what", "time", "note", "varied"));
        for (PlanEntry entry : plan.entries()) {
            String time =
                    entry.isComputed() ? entry.time().map(PlanCommand::shown).orElse("unknown") : "";
            table.row(List.of(
                    entry.run().folderName(),
                    entry.action().label(),
                    time,
                    shortened(entry.note()),
                    TextTable.pairs(entry.run().varied())));
        }
        return table;
    }

    /** Shortens the reason of a failure, which can name a whole batch of images; the log contains it in full. */
    private static String shortened(String note) {
        return note.length() <= NOTE_LENGTH
                ? note
                : note.substring(0, NOTE_LENGTH).strip() + "...";
    }

    private static String summary(SessionPlan plan) {
        String counts = Arrays.stream(PlanEntry.Action.values())
                .filter(action -> plan.count(action) > 0)
                .map(action -> plan.count(action) + " " + action.label())
                .collect(Collectors.joining(", "));
        if (plan.entries().stream().noneMatch(PlanEntry::isComputed)) {
            return counts + "; nothing to compute";
        }
        return counts
                + plan.estimate().map(PlanCommand::inWords).orElse("; time unknown until a run like these is finished");
    }

    private static String shown(TimeEstimate estimate) {
        return (estimate.rough() ? "~" : "") + TimeSpan.show(estimate.time());
    }

    private static String inWords(TimeEstimate estimate) {
        return estimate.rough()
                ? "; roughly " + TimeSpan.show(estimate.time())
                        + " (~: from the network's arithmetic and a speed measured now; a finished run improves it)"
                : "; about " + TimeSpan.show(estimate.time()) + ", from similar finished runs";
    }
}
