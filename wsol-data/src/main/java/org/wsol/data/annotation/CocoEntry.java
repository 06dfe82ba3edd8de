package org.wsol.data.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

/**
 * One entry of a list of a COCO file. COCO's {@code [x, y, width, height]} is continuous and covers the pixels from {@code
 * floor(x)} to {@code ceil(x + width) - 1}.
 *
 * @param file the file, for messages
 * @param line the line it ends on
 * @param node the entry
 */
record CocoEntry(Path file, int line, JsonNode node) {
    private static final double LARGEST = 1_000_000;
    private static final int SHOWN = 160;

    /** An image of the list {@code images}. */
    record Image(String name, Optional<ImageSize> size) {}

    /** A box of the list {@code annotations}. */
    record Annotation(String image, String category, Box box, boolean scored) {}

    Image image() {
        String name = text("file_name");
        if (name.isBlank() || name.chars().anyMatch(c -> c < ' ')) {
            throw problem("the image needs a 'file_name' without control characters");
        }
        double width = node.path("width").isNumber() ? number(node.path("width"), "width") : 0;
        double height = node.path("height").isNumber() ? number(node.path("height"), "height") : 0;
        Optional<ImageSize> size =
                width >= 1 && height >= 1 ? Optional.of(new ImageSize((int) height, (int) width)) : Optional.empty();
        return new Image(name, size);
    }

    /** The identifier under a key: a whole number, or a text as written by some programs. */
    String id(String key) {
        JsonNode value = node.path(key);
        if ((!value.isTextual() && !value.isNumber()) || value.asText().isBlank()) {
            throw problem("'" + key + "' must be a number");
        }
        return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())
                ? String.valueOf(value.longValue())
                : value.asText();
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw problem("'" + key + "' must be a text");
        }
        return value.asText();
    }

    boolean isCrowd() {
        return node.path("iscrowd").asInt(0) != 0;
    }

    boolean hasNoBox() {
        JsonNode box = node.path("bbox");
        return box.isMissingNode() || box.isNull() || (box.isArray() && box.isEmpty());
    }

    /** The box, or empty if it has no area. */
    Optional<Annotation> annotation() {
        JsonNode box = node.path("bbox");
        if (!box.isArray() || box.size() != 4) {
            throw problem("a COCO annotation needs 'bbox': [x, y, width, height]");
        }
        double x = number(box.get(0), "bbox x");
        double y = number(box.get(1), "bbox y");
        double width = number(box.get(2), "bbox width");
        double height = number(box.get(3), "bbox height");
        String image = id("image_id");
        String category = node.has("category_id") ? id("category_id") : "";
        if (width < 0 || height < 0) {
            throw problem("the box ends before it starts");
        }
        if (width == 0 || height == 0) {
            return Optional.empty();
        }
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        int x1 = Math.max(x0, (int) Math.ceil(x + width) - 1);
        int y1 = Math.max(y0, (int) Math.ceil(y + height) - 1);
        return Optional.of(new Annotation(image, category, new Box(x0, y0, x1, y1), node.has("score")));
    }

    private double number(JsonNode value, String what) {
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= LARGEST)) {
            throw problem("'" + what + "' must be a number of pixels, was " + value);
        }
        return value.doubleValue();
    }

    DataException problem(String what) {
        return new DataException(file + ":" + line + ": " + what + "; the entry is " + shortened());
    }

    String shortened() {
        String text = node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
