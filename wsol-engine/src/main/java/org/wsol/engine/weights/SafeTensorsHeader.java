package org.wsol.engine.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * The checked JSON header of a safetensors file. Tensors fill the data buffer without gaps and without overlap, as the
 * format demands.
 *
 * @param tensors the tensors by name, in the header's order
 * @param metadata the {@code __metadata__} texts
 */
record SafeTensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    // Every name occurs once, so interning names only costs time.
                    .disable(com.fasterxml.jackson.core.JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(com.fasterxml.jackson.core.JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A tensor and the position of its bytes relative to the start of the data buffer. */
    record Entry(TensorInfo info, ElementType type, long begin, long end) {

        long count() {
            return (end - begin) / type.bytes();
        }
    }

    /**
     * Reads and checks a header.
     *
     * @param file for messages
     * @param json the header's bytes
     * @param dataBytes length of the data buffer
     */
    static SafeTensorsHeader parse(Path file, byte[] json, long dataBytes) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(file, "its header is not proper JSON: " + e.getOriginalMessage(), e);
        } catch (java.io.IOException e) {
            throw invalid(file, "its header is not proper text", e);
        }
        if (!root.isObject()) {
            throw invalid(file, "its header is not a JSON object", null);
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asText()));
            } else {
                tensors.put(field.getKey(), entry(file, field.getKey(), field.getValue(), dataBytes));
            }
        });
        checkCoverage(file, tensors, dataBytes);
        return new SafeTensorsHeader(tensors, metadata);
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataBytes) {
        ElementType type = elementType(file, name, node.path("dtype"));
        List<Long> shape = longs(file, name, "shape", node.path("shape"));
        List<Long> offsets = longs(file, name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataBytes) {
            throw invalid(
                    file,
                    "tensor '" + name + "' has data_offsets " + offsets + " outside of the data (" + dataBytes
                            + " bytes)",
                    null);
        }
        long bytes = byteCount(file, name, shape, type);
        if (bytes != offsets.get(1) - offsets.get(0)) {
            throw invalid(
                    file,
                    "tensor '" + name + "' of type " + type + " and shape " + shape + " needs " + bytes
                            + " bytes, its data_offsets " + offsets + " span "
                            + (offsets.get(1) - offsets.get(0)),
                    null);
        }
        return new Entry(new TensorInfo(name, type.name(), shape), type, offsets.get(0), offsets.get(1));
    }

    private static ElementType elementType(Path file, String name, JsonNode node) {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(node.asText())) {
                return type;
            }
        }
        throw invalid(
                file,
                "tensor '" + name + "' has element type '" + node.asText() + "', known: "
                        + java.util.Arrays.toString(ElementType.values()),
                null);
    }

    private static List<Long> longs(Path file, String name, String key, JsonNode node) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : node) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
                throw invalid(file, "tensor '" + name + "' has " + value + " in its " + key, null);
            }
            values.add(value.asLong());
        }
        if (!node.isArray()) {
            throw invalid(file, "tensor '" + name + "' has no list named " + key, null);
        }
        return values;
    }

    private static long byteCount(Path file, String name, List<Long> shape, ElementType type) {
        try {
            long count = type.bytes();
            for (long extent : shape) {
                count = Math.multiplyExact(count, extent);
            }
            return count;
        } catch (ArithmeticException e) {
            throw invalid(file, "tensor '" + name + "' has an impossible shape " + shape, e);
        }
    }

    private static void checkCoverage(Path file, Map<String, Entry> tensors, long dataBytes) {
        List<Entry> sorted = new ArrayList<>(tensors.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : sorted) {
            if (entry.begin() != position) {
                throw invalid(
                        file,
                        "tensor '" + entry.info().name() + "' begins at byte " + entry.begin() + " of the data, "
                                + (entry.begin() < position ? "inside of the tensor before it" : "behind a gap")
                                + " (expected " + position + ")",
                        null);
            }
            position = entry.end();
        }
        if (position != dataBytes) {
            throw invalid(file, "its tensors end at byte " + position + " of the data, which has " + dataBytes, null);
        }
    }

    static InvalidInputException invalid(
            Path file, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "weight file " + file + " is not a proper safetensors file: " + problem
                + ". Download or export it again.";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }
}
