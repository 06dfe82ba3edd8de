package org.wsol.cli.command;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.report.filmstrip.Filmstrip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol filmstrip}: how the maps of an image changed during a training. */
@Command(
        name = "filmstrip",
        description = "Shows how norm map, similarity map, CAM and box of an image changed during a training whose"
                + " checkpoints were kept (train.checkpoint.keep).",
        mixinStandardHelpOptions = true)
final class FilmstripCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "IMAGE", description = "An image.")
    private Path picture = Path.of("");

    @Option(names = "--class", paramLabel = "NAME", required = true, description = "The class whose maps are shown.")
    private String className = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "filmstrip.png",
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("filmstrip.png");

    @Option(names = "--overwrite", description = "Replaces the file even if wsol did not write it.")
    private boolean overwrite;

    @Override
    public Integer call() {
        OutputName.require(out, List.of(".png"));
        if (!overwrite) {
            OwnFiles.requireOwn(out);
        }
        BufferedImage film = Filmstrip.paint(run, picture, className);
        OwnFiles.write(out, png -> PngOutput.write(film, png), overwrite);
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
