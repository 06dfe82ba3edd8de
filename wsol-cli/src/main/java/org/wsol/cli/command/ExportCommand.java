package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.wsol.core.InvalidInputException;
import org.wsol.data.image.ImageDecoder;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.pipeline.ModelArchives;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
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
                "Writes the network of a finished run as one file: wsol, which predict, explain, evaluate, serve and export accept in place of a run, or"
                        + " a format of other programs. Further formats are provided by plug-ins: dl4j (a"
                        + " Deeplearning4j ComputationGraph) with wsol-dl4j.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final String ARCHIVE = "wsol";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The folder of a finished run or of a saved model, or a .wsol file.")
    private Path run = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format: wsol, onnx, dl4j. Default: derived from the extension of --out, else wsol.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write; it must not exist yet. Default: model with the usual extension of the"
                    + " format.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "wsol: the terms under which the file may be used, stored in it. Default: not stated.")
    private Optional<String> licence = Optional.empty();

    @Option(
            names = "--example",
            paramLabel = "IMAGE",
            description =
                    "wsol: an image to store in the file with its map, instead of three generated ones; may be repeated.")
    private List<Path> examples = List.of();

    @Override
    public Integer call() throws IOException {
        String chosen = format.orElseGet(this::formatOfFile);
        if (chosen.equals(ARCHIVE)) {
            List<byte[]> stored = examples.stream().map(ImageDecoder::read).toList();
            return exported(target(ModelArchives.EXTENSION), (model, file) -> writeArchive(model, stored, file));
        }
        ModelExporter exporter = ModelExporters.of(chosen);
        if (licence.isPresent() || !examples.isEmpty()) {
            throw new InvalidInputException("--licence and --example belong to the format wsol, not to " + chosen);
        }
        Path target = target(exporter.extension());
        exporter.besides(target).forEach(ExportCommand::requireNew);
        return exported(target, (model, file) -> model.export(chosen, file));
    }

    private String formatOfFile() {
        String name = out.map(Path::toString).orElse(ModelArchives.EXTENSION);
        if (name.endsWith(ModelArchives.EXTENSION)) {
            return ARCHIVE;
        }
        return ModelExporters.all().stream()
                .filter(exporter -> name.endsWith(exporter.extension()))
                .map(ModelExporter::format)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "the name " + name + " has no known extension; end it with .wsol or .onnx, or use --format"));
    }

    private Path target(String extension) {
        Path file = out.orElseGet(() -> Path.of("model" + extension)).toAbsolutePath();
        requireNew(file);
        return file;
    }

    private static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new InvalidInputException("the file " + file + " already exists; name another with --out");
        }
    }

    private int exported(Path file, BiConsumer<TrainedModel, Path> writer) throws IOException {
        ModelFiles.require(run);
        try (TrainedModel model = TrainedModel.load(run)) {
            Files.createDirectories(file.getParent());
            writer.accept(model, file);
        }
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void writeArchive(TrainedModel model, List<byte[]> stored, Path file) {
        ArchiveNotes notes = RunNotes.of(run);
        notes = licence.isPresent() ? notes.withLicence(licence.get()) : notes;
        if (examples.isEmpty()) {
            ModelArchives.write(model, file, notes);
        } else {
            ModelArchives.write(model, file, notes, stored);
        }
    }
}
