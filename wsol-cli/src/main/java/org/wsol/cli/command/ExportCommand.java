package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.export.ModelExporter;
import org.wsol.pipeline.export.ModelExporters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol export}: a trained run's network for other programs. */
@Command(
        name = "export",
        description =
                "Writes the network of a finished run in a format of other programs. Formats come with jars of their"
                        + " own: dl4j (a Deeplearning4j ComputationGraph) with wsol-dl4j.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run, or of a saved model.")
    private Path run = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "The format, for example dl4j.")
    private String format = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The file to write; it must not be there yet. Default: model and the usual end of the format.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        ModelExporter exporter = ModelExporters.of(format);
        Path file = out.orElseGet(() -> Path.of("model" + exporter.extension())).toAbsolutePath();
        if (Files.exists(file)) {
            throw new InvalidInputException("the file " + file + " already exists; name another with --out");
        }
        try (TrainedModel model = TrainedModel.load(run)) {
            Files.createDirectories(file.getParent());
            model.export(format, file);
        }
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
