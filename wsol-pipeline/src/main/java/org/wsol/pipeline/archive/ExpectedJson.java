package org.wsol.pipeline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wsol.core.InvalidInputException;

/** Writes and reads {@code expected.json}: the expected outputs for the examples. */
final class ExpectedJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String IMAGE = "image";
    private static final String LOGITS = "logits";
    private static final String CAM = "cam";

    private ExpectedJson() {}

    static String write(List<Example> examples) {
        ArrayNode root = JSON.createArrayNode();
        for (Example example : examples) {
            ObjectNode entry = root.addObject();
            entry.put(IMAGE, example.name());
            for (float value : example.logits()) {
                entry.withArrayProperty(LOGITS).add(value);
            }
            for (float value : example.cam()) {
                entry.withArrayProperty(CAM).add(value);
            }
        }
        return root + "\n";
    }

    /**
     * @param images returns the content of an entry by name
     */
    static List<Example> read(byte[] content, String file, Function<String, byte[]> images) {
        try {
            List<Example> examples = new ArrayList<>();
            for (JsonNode entry : JSON.readTree(content)) {
                String name = entry.path(IMAGE).asText();
                examples.add(
                        new Example(name, images.apply(name), floats(entry.path(LOGITS)), floats(entry.path(CAM))));
            }
            return examples;
        } catch (IOException e) {
            throw new InvalidInputException(file + ": is not JSON: " + e.getMessage(), e);
        }
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }
}
