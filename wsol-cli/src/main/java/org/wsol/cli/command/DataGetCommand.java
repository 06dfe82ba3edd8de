package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.progress.Progress;
import org.wsol.data.check.CheckReport;
import org.wsol.data.check.DatasetChecker;
import org.wsol.data.fetch.DatasetCatalogue;
import org.wsol.data.fetch.DatasetCatalogue.PublishedDataset;
import org.wsol.data.fetch.DatasetFetcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol data get}: downloads a published data set, unpacks it and checks it. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Downloads a freely available data set, unpacks it and checks it. Its terms are shown first.",
            "Without NAME: lists the known data sets."
        })
final class DataGetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private MirrorMixin mirror;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "cub200, pets, imagenetv2 or openimages30k.")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The folder in which the folder NAME is created. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Option(names = "--no-check", description = "Skips the check of every image after the download.")
    private boolean unchecked;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name.isEmpty()) {
            DatasetCatalogue.entries().forEach(dataset -> describe(dataset, out));
            out.flush();
            return ExitCode.OK;
        }
        PublishedDataset dataset = DatasetCatalogue.named(name);
        describe(dataset, out);
        out.flush();
        Progress progress = TerminalProgress.create();
        Path root = new DatasetFetcher(mirror.downloader(), progress).fetch(dataset, folder);
        out.println("it is in " + root + "; in experiments: data.root=" + root);
        out.flush();
        return unchecked ? ExitCode.OK : check(root, out, progress);
    }

    private static void describe(PublishedDataset dataset, PrintWriter out) {
        out.println(dataset.name() + ": " + dataset.title() + ", "
                + (dataset.megabytes().isPresent() ? dataset.megabytes().getAsInt() + " MB" : "size not published")
                + ", "
                + dataset.page());
        out.println("  terms: " + dataset.terms());
    }

    private static int check(Path root, PrintWriter out, Progress progress) {
        DatasetArgument opened = DatasetArgument.open(root, progress);
        CheckReport report = new DatasetChecker(opened.decoder(), progress).check(opened.dataset());
        report.lines().forEach(out::println);
        out.flush();
        return report.hasErrors() ? Errors.DATA : ExitCode.OK;
    }
}
