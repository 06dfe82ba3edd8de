package org.wsol.pipeline.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.internal.bind.RecordTree;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.ValueTree;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
import org.wsol.pipeline.recipe.InstalledComponents;
import org.wsol.pipeline.recipe.UseSettings;

/** Writes and reads {@code localizer.json}. Settings have the keys of an experiment file. */
final class DescriptionJson {
    /** The version of the format; a reader rejects later ones. */
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> SETTINGS = List.of("model", "data", "evaluation");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private DescriptionJson() {}

    static ObjectNode write(LocalizerDescription localizer) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        ObjectNode map = root.putObject("map");
        map.put("method", localizer.method()).put("plain", localizer.plainMaps());
        localizer.head().ifPresent(head -> map.set("head", json(head)));
        map.put("rows", localizer.mapSize().height())
                .put("columns", localizer.mapSize().width());
        ObjectNode input = root.putObject("input");
        ImageSize size = localizer.use().data().transformation().evaluationInputSize();
        input.put("rows", size.height()).put("columns", size.width()).put("channels", "RGB");
        input.put("resize", "bilinear, antialiased, to the whole square; the aspect is not kept");
        input.put("normalisation", "(value / 255 - mean) / deviation, by channel");
        MapNode settings = RecordTree.of(localizer.use(), loader().schema());
        SETTINGS.forEach(section -> root.set(section, json(settings.get(section).orElseThrow())));
        root.putObject("threshold").put("value", localizer.threshold()).put("source", localizer.thresholdSource());
        ArchiveNotes notes = localizer.notes();
        ObjectNode trainedOn = root.putObject("trainedOn");
        notes.dataSet().ifPresent(name -> trainedOn.put("name", name));
        notes.dataFingerprint().ifPresent(sum -> trainedOn.put("fingerprint", sum));
        root.set("metrics", notes.metrics());
        root.put("licence", notes.licence().orElse("not stated"));
        localizer.classNames().forEach(root.putArray("classes")::add);
        return root;
    }

    /**
     * Reads a description.
     *
     * @param file for messages
     * @throws InvalidInputException if it has a later format, or a value is missing or invalid
     */
    static LocalizerDescription read(byte[] content, String file) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": is not JSON: " + e.getMessage(), e);
        }
        int format = required(root, "format", file).asInt();
        if (format != FORMAT) {
            throw new InvalidInputException(file + ": has the format " + format + ", and this program reads format "
                    + FORMAT + "; use a later version");
        }
        List<String> classes = new ArrayList<>();
        required(root, "classes", file).forEach(name -> classes.add(name.asText()));
        JsonNode map = required(root, "map", file);
        JsonNode threshold = required(root, "threshold", file);
        JsonNode trainedOn = root.path("trainedOn");
        return new LocalizerDescription(
                classes,
                required(threshold, "value", file).asDouble(Double.NaN),
                threshold.path("source").asText(),
                settings(root, file),
                required(map, "method", file).asText(),
                required(map, "plain", file).asBoolean(),
                map.has("head") ? Optional.of(tree(map.get("head"), new Origin(file, 0, 0))) : Optional.empty(),
                new ImageSize(
                        required(map, "rows", file).asInt(),
                        required(map, "columns", file).asInt()),
                new ArchiveNotes(
                        text(trainedOn, "name"),
                        text(trainedOn, "fingerprint"),
                        root.has("metrics") ? root.get("metrics") : JsonNodeFactory.instance.objectNode(),
                        text(root, "licence")));
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }

    private static JsonNode required(JsonNode node, String key, String file) {
        if (!node.has(key)) {
            throw new InvalidInputException(file + ": has no '" + key + "'");
        }
        return node.get(key);
    }

    private static UseSettings settings(JsonNode root, String file) {
        Origin origin = new Origin(file, 0, 0);
        MapNode tree = MapNode.empty(origin);
        for (String section : SETTINGS) {
            tree = tree.with(section, tree(required(root, section, file), origin), origin);
        }
        Problems problems = new Problems();
        Optional<Resolved<UseSettings>> resolved = loader().resolve(tree, problems);
        problems.throwIfAny();
        return resolved.orElseThrow().value();
    }

    private static MapNode tree(JsonNode node, Origin origin) {
        return (MapNode) ValueTree.of(JSON.convertValue(node, Map.class), origin);
    }

    private static ConfigLoader<UseSettings> loader() {
        return new ConfigLoader<>(UseSettings.class, InstalledComponents.catalog(), Map.of());
    }

    private static JsonNode json(ConfigNode node) {
        if (node instanceof MapNode map) {
            ObjectNode object = JSON.createObjectNode();
            map.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        } else if (node instanceof ListNode list) {
            return JSON.createArrayNode()
                    .addAll(list.items().stream().map(DescriptionJson::json).toList());
        }
        String text = ((ScalarNode) node).text();
        if (text.equals("true") || text.equals("false")) {
            return JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(text));
        }
        return NUMBER.matcher(text).matches()
                ? JSON.getNodeFactory().numberNode(new java.math.BigDecimal(text))
                : JSON.getNodeFactory().textNode(text);
    }
}
