package org.wsol.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.SourceNetwork;

/** Reads networks saved by Deeplearning4j's {@code ModelSerializer}. */
final class Dl4jNetworks {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int SHOWN = 300;

    private Dl4jNetworks() {}

    /** The network of a zip. */
    static SourceNetwork read(Path file) {
        Model model = load(file);
        return model instanceof ComputationGraph graph
                ? SourceNetwork.of(graph)
                : SourceNetwork.of((MultiLayerNetwork) model);
    }

    /**
     * A graph or a sequential network, without its updater.
     *
     * @throws InvalidInputException if the file is missing, damaged, or contains something else
     */
    static Model load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    "the network " + file + (Files.exists(file) ? " is not a file" : " does not exist")
                            + "; name a zip that Deeplearning4j's ModelSerializer wrote");
        }
        String configuration = configuration(file);
        try {
            return configuration.contains("\"vertices\"")
                    ? ModelSerializer.restoreComputationGraph(file.toFile(), false)
                    : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
        } catch (IOException | RuntimeException e) {
            throw new InvalidInputException(
                    "the network " + file + " cannot be restored: " + firstLine(e)
                            + ". A layer class of your own must be on the class path (WSOL_CLASSPATH); otherwise the file is damaged,"
                            + " or its parameters do not fit its configuration",
                    e);
        }
    }

    private static String configuration(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(CONFIGURATION);
            if (entry == null || zip.getEntry(COEFFICIENTS) == null) {
                throw new InvalidInputException("the zip " + file + " contains no " + CONFIGURATION + " and "
                        + COEFFICIENTS + ": it was not written by Deeplearning4j's ModelSerializer");
            }
            return new String(zip.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException("the file " + file + " is not a zip, or a damaged one: " + firstLine(e), e);
        }
    }

    private static String firstLine(Throwable problem) {
        Throwable deepest = problem;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return deepest.getClass().getSimpleName() + ": " + cut;
    }
}
