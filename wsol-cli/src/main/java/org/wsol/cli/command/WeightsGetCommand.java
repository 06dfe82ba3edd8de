package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.download.Downloader;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.engine.weights.WeightCatalogue.PublishedWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol weights get}: downloads weight files once, and checks them. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Downloads published weight files; resumes interrupted downloads.")
final class WeightsGetCommand implements Callable<Integer> {
    static final String TERMS = "The licence is that of the publishing project. All of these weights were trained on"
            + " ImageNet, whose images may be used for non-commercial research; check whether that covers your use.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private MirrorMixin mirror;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names from 'wsol weights list'.")
    private List<String> names;

    @Override
    public Integer call() {
        List<PublishedWeights> wanted =
                names.stream().map(WeightCatalogue.standard()::named).toList();
        PrintWriter out = spec.commandLine().getOut();
        Downloader downloader = mirror.downloader();
        wanted.forEach(weights -> out.println(get(weights, downloader)));
        out.println(TERMS);
        out.flush();
        return ExitCode.OK;
    }

    /** Downloads one file unless it exists. */
    static Path get(PublishedWeights weights, Downloader downloader) {
        return downloader.fetch(weights.file(), WeightCatalogue.folder(), TerminalProgress.create());
    }
}
