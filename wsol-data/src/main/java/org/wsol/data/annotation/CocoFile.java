package org.wsol.data.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

/**
 * Boxes from a COCO JSON file. COCO's {@code [x, y, width, height]} is continuous and covers the pixels from
 * {@code floor(x)} to {@code ceil(x + width) - 1}.
 */
final class CocoFile implements BoxSource {
    private final Path file;
    private final NamedAnnotations annotations;

    private CocoFile(Path file) {
        this.file = file;
        this.annotations = new NamedAnnotations(read());
    }

    static CocoFile read(Path file) {
        return new CocoFile(file);
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        return annotations.find(imageId);
    }

    @Override
    public Set<String> names() {
        return annotations.names();
    }

    private Map<String, ImageAnnotation> read() {
        JsonNode root = parse();
        Map<Long, String> categories = new HashMap<>();
        for (JsonNode category : root.path("categories")) {
            categories.put(
                    number(category, "id", "category").longValue(),
                    category.path("name").asText());
        }
        Map<Long, List<Box>> boxes = new HashMap<>();
        Map<Long, List<String>> names = new HashMap<>();
        for (JsonNode annotation : list(root, "annotations")) {
            long image = number(annotation, "image_id", "annotation").longValue();
            boxes.computeIfAbsent(image, id -> new ArrayList<>()).add(box(annotation));
            names.computeIfAbsent(image, id -> new ArrayList<>())
                    .add(categories.getOrDefault(annotation.path("category_id").asLong(), ""));
        }
        Map<String, ImageAnnotation> byName = new LinkedHashMap<>();
        for (JsonNode image : list(root, "images")) {
            long id = number(image, "id", "image").longValue();
            byName.put(
                    fileName(image),
                    new ImageAnnotation(
                            size(image), boxes.getOrDefault(id, List.of()), names.getOrDefault(id, List.of())));
        }
        return byName;
    }

    private JsonNode parse() {
        try {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            if (root == null || !root.isObject()) {
                throw new DataException(file + ":1: a COCO file holds one JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new DataException(file + ":" + line + ": not well-formed JSON", e);
        } catch (IOException e) {
            throw new DataException("the annotations " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonNode list(JsonNode root, String key) {
        JsonNode list = root.path(key);
        if (!list.isArray()) {
            throw new DataException(file + ": the COCO file has no list '" + key + "'");
        }
        return list;
    }

    private Number number(JsonNode node, String key, String what) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw problem(node, "a COCO " + what + " needs a number '" + key + "'");
        }
        return value.numberValue();
    }

    private String fileName(JsonNode image) {
        String name = image.path("file_name").asText();
        ImageIds.problem(name).ifPresent(reason -> {
            throw problem(image, reason);
        });
        return name;
    }

    private static Optional<ImageSize> size(JsonNode image) {
        int width = image.path("width").asInt();
        int height = image.path("height").asInt();
        return width > 0 && height > 0 ? Optional.of(new ImageSize(height, width)) : Optional.empty();
    }

    private Box box(JsonNode annotation) {
        JsonNode box = annotation.path("bbox");
        if (box.size() != 4 || !box.get(0).isNumber()) {
            throw problem(annotation, "a COCO annotation needs 'bbox': [x, y, width, height]");
        }
        double x = box.get(0).asDouble();
        double y = box.get(1).asDouble();
        int x1 = (int) Math.ceil(x + box.get(2).asDouble()) - 1;
        int y1 = (int) Math.ceil(y + box.get(3).asDouble()) - 1;
        if (x1 < Math.floor(x) || y1 < Math.floor(y)) {
            throw problem(annotation, "the box has no area");
        }
        return new Box((int) Math.floor(x), (int) Math.floor(y), x1, y1);
    }

    private DataException problem(JsonNode node, String what) {
        String text = node.toString();
        return new DataException(file + ": " + what + "; the entry is "
                + (text.length() <= 160 ? text : text.substring(0, 160) + "..."));
    }
}
