package org.wsol.backbones.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/**
 * A {@code .keras} file: a zip archive of {@code config.json} and {@code model.weights.h5}. The weights are named after
 * the layers' classes, counted ({@code layers/conv2d_3/vars/0}); the configuration lists the layers in the same order
 * with their names and variables. Written from the format's description.
 */
final class KerasArchive {
    static final String EXTENSION = ".keras";

    private static final String WEIGHTS = "model.weights.h5";
    private static final String CONFIGURATION = "config.json";
    private static final long LARGEST_CONFIGURATION = 64L << 20;
    private static final long LARGEST_WEIGHTS = Integer.MAX_VALUE - 8L;
    private static final JsonMapper JSON = new JsonMapper();

    /** Paths of data sets by their names in {@link KerasTensors}. */
    private final Map<String, String> names = new HashMap<>();

    private KerasArchive() {}

    static boolean isOne(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    /**
     * Opens the weights, named after their layers.
     *
     * @throws InvalidInputException if the archive is damaged or lacks one of the two files
     */
    static Hdf5File open(Path path) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            JsonNode configuration = JSON.readTree(content(path, zip, CONFIGURATION, LARGEST_CONFIGURATION));
            KerasArchive archive = new KerasArchive();
            // Keras 2.13 uses the second name for the list of layers.
            archive.addLayers(configuration.path("config"), "layers/");
            archive.addLayers(configuration.path("config"), "_layer_checkpoint_dependencies/");
            Hdf5File weights = Hdf5File.of(path, content(path, zip, WEIGHTS, LARGEST_WEIGHTS));
            return weights.renamed(name -> archive.names.getOrDefault(name, name));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "weight file " + path + " is not a .keras archive, or a damaged one: " + WsolException.reason(e)
                            + ". Download or save it again.",
                    e);
        }
    }

    private static byte[] content(Path path, ZipFile zip, String name, long largest) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InvalidInputException("weight file " + path + " has no '" + name
                    + "' in it, as every .keras file does. Download or save it again.");
        }
        if (entry.getSize() > largest) {
            throw new InvalidInputException("weight file " + path + ": '" + name + "' has " + entry.getSize()
                    + " bytes, more than the " + largest + " that can be read");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) largest);
        }
    }

    private void addLayers(JsonNode model, String prefix) {
        Map<String, Integer> used = new HashMap<>();
        for (JsonNode layer : model.path("layers")) {
            String kind = snakeCase(layer.path("class_name").asText());
            int earlier = used.merge(kind, 1, Integer::sum) - 1;
            String place = prefix + kind + (earlier == 0 ? "" : "_" + earlier) + "/";
            JsonNode settings = layer.path("config");
            if (settings.has("layers")) {
                addLayers(settings, place + prefix);
            }
            String name = settings.path("name").asText();
            List<String> variables = variables(kind, settings);
            for (int i = 0; i < variables.size(); i++) {
                names.put(place + "vars/" + i, name + "/" + name + "/" + variables.get(i));
            }
        }
    }

    /** The variables of a layer in the order of their creation. */
    private static List<String> variables(String kind, JsonNode settings) {
        List<String> variables = new ArrayList<>();
        switch (kind) {
            case "conv2d", "dense", "depthwise_conv2d" -> {
                variables.add(kind.equals("depthwise_conv2d") ? "depthwise_kernel" : "kernel");
                addIf(settings, "use_bias", "bias", variables);
            }
            case "batch_normalization" -> {
                addIf(settings, "scale", "gamma", variables);
                addIf(settings, "center", "beta", variables);
                variables.add("moving_mean");
                variables.add("moving_variance");
            }
            default -> {
                // Pooling, activations and the like have no variables.
            }
        }
        return variables;
    }

    private static void addIf(JsonNode settings, String key, String variable, List<String> variables) {
        if (settings.path(key).asBoolean(true)) {
            variables.add(variable);
        }
    }

    /** Class names as Keras writes them in paths: {@code BatchNormalization} becomes {@code batch_normalization}. */
    private static String snakeCase(String name) {
        return name.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
