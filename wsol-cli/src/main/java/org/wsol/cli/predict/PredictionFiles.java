package org.wsol.cli.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wsol.cli.predict.Predicted.Corners;
import org.wsol.cli.predict.Predicted.Found;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.core.internal.io.PathNames;

/** Writes predictions as {@code predictions.json} and in the JSON, text and CSV formats of annotation tools. */
final class PredictionFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final List<String> classNames;
    private final List<Predicted> predictions;
    private final ImageNames names;

    PredictionFiles(Path folder, List<String> classNames, List<Predicted> predictions, ImageNames names) {
        this.folder = folder;
        this.classNames = List.copyOf(classNames);
        this.predictions = predictions;
        this.names = names;
    }

    /** {@code predictions.json}: class, score, box and threshold of every image, and all requested classes. */
    Path json() {
        return json(folder.resolve("predictions.json"), out -> {
            out.writeStartArray();
            for (Predicted found : predictions) {
                out.writeTree(entry(found));
            }
            out.writeEndArray();
        });
    }

    private static ObjectNode entry(Predicted found) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("image", found.image());
        entry.put("overlay", found.overlay());
        entry.put("width", found.width());
        entry.put("height", found.height());
        entry.put("class", found.first().name());
        entry.put("label", found.first().label());
        entry.put("score", found.first().score());
        entry.put("threshold", found.threshold());
        found.firstBox().ifPresentOrElse(box -> entry.set("box", JSON.valueToTree(box)), () -> entry.putNull("box"));
        entry.set("classes", JSON.valueToTree(found.classes()));
        return entry;
    }

    /** COCO: categories and images are numbered from 1; every annotation has a {@code score}. */
    Path coco() {
        return json(folder.resolve("coco/test.json"), out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("images");
            for (int i = 0; i < predictions.size(); i++) {
                Predicted found = predictions.get(i);
                out.writeTree(JSON.createObjectNode()
                        .put("id", i + 1)
                        .put("file_name", names.of(found.image()))
                        .put("width", found.width())
                        .put("height", found.height()));
            }
            out.writeEndArray();
            out.writeArrayFieldStart("annotations");
            int number = 0;
            for (int i = 0; i < predictions.size(); i++) {
                for (Found object : predictions.get(i).classes()) {
                    for (Corners box : object.boxes()) {
                        out.writeTree(annotation(++number, i + 1, object, box));
                    }
                }
            }
            out.writeEndArray();
            out.writeArrayFieldStart("categories");
            for (int label = 0; label < classNames.size(); label++) {
                out.writeTree(JSON.createObjectNode().put("id", label + 1).put("name", classNames.get(label)));
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static ObjectNode annotation(int number, int image, Found object, Corners box) {
        ObjectNode annotation = JSON.createObjectNode();
        annotation.put("id", number).put("image_id", image);
        annotation.put("category_id", object.label() + 1);
        annotation
                .putArray("bbox")
                .add(box.x0())
                .add(box.y0())
                .add(box.box().width())
                .add(box.box().height());
        return annotation.put("area", box.box().area()).put("iscrowd", 0).put("score", object.score());
    }

    /** {@code test.csv}: one line per box with class and score; {@code test-labels.csv}: one line per image. */
    List<Path> csv() {
        Path labels = text(folder.resolve("csv/test-labels.csv"), out -> {
            out.append("image,label,class");
            for (Predicted found : predictions) {
                out.append('\n').append(Cells.csv(names.of(found.image()))).append(',');
                out.append(Integer.toString(found.first().label())).append(',');
                out.append(Cells.csv(found.first().name()));
            }
        });
        Path boxes = text(folder.resolve("csv/test.csv"), out -> {
            out.append("image,x0,y0,x1,y1,class,score");
            for (Predicted found : predictions) {
                for (Found object : found.classes()) {
                    for (Corners box : object.boxes()) {
                        out.append('\n').append(line(found, object, box));
                    }
                }
            }
        });
        return List.of(labels, boxes);
    }

    private String line(Predicted found, Found object, Corners box) {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%d,%s,%.6f",
                Cells.csv(names.of(found.image())),
                box.x0(),
                box.y0(),
                box.x1(),
                box.y1(),
                Cells.csv(object.name()),
                object.score());
    }

    /** YOLO: {@code labels/NAME.txt} with {@code class x y width height} as shares of the image, and {@code data.yaml}. */
    List<Path> yolo() {
        Path labels = folder.resolve("yolo/labels");
        for (Predicted found : predictions) {
            List<String> lines = new ArrayList<>();
            for (Found object : found.classes()) {
                object.boxes().forEach(box -> lines.add(yolo(object.label(), box, found)));
            }
            text(PathNames.resolve(labels, names.stem(found.image()) + ".txt"), String.join("\n", lines));
        }
        String classes = classNames.stream()
                .map(name -> "  - " + JSON.getNodeFactory().textNode(name))
                .collect(Collectors.joining("\n"));
        return List.of(labels, text(folder.resolve("yolo/data.yaml"), "names:\n" + classes));
    }

    private static String yolo(int label, Corners box, Predicted found) {
        double width = found.width();
        double height = found.height();
        return String.format(
                Locale.ROOT,
                "%d %.6f %.6f %.6f %.6f",
                label,
                (box.x0() + box.box().width() / 2.0) / width,
                (box.y0() + box.box().height() / 2.0) / height,
                box.box().width() / width,
                box.box().height() / height);
    }

    /** Label Studio's pre-annotations: rectangles in percent of the image, ready to be imported and corrected. */
    Path labelStudio(String imagePrefix) {
        return json(folder.resolve("label-studio.json"), out -> {
            out.writeStartArray();
            for (Predicted found : predictions) {
                out.writeTree(task(found, imagePrefix));
            }
            out.writeEndArray();
        });
    }

    private ObjectNode task(Predicted found, String imagePrefix) {
        ObjectNode task = JSON.createObjectNode();
        task.putObject("data").put("image", imagePrefix + encoded(names.of(found.image())));
        ObjectNode answer = task.putArray("predictions").addObject();
        answer.put("model_version", "wsol").put("score", found.first().score());
        ArrayNode results = answer.putArray("result");
        for (Found object : found.classes()) {
            object.boxes().forEach(box -> rectangle(results.addObject(), found, object, box));
        }
        return task;
    }

    /** A URL path: everything except letters, digits and {@code -._~/} is percent-encoded. */
    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static void rectangle(ObjectNode node, Predicted found, Found object, Corners box) {
        node.put("from_name", "label").put("to_name", "image").put("type", "rectanglelabels");
        node.put("original_width", found.width()).put("original_height", found.height());
        node.put("score", object.score());
        ObjectNode value = node.putObject("value");
        value.put("x", 100.0 * box.x0() / found.width()).put("y", 100.0 * box.y0() / found.height());
        value.put("width", 100.0 * box.box().width() / found.width());
        value.put("height", 100.0 * box.box().height() / found.height());
        value.put("rotation", 0).putArray("rectanglelabels").add(object.name());
    }

    /** One prediction on one line. */
    static String line(Predicted found) {
        try {
            return JSON.writeValueAsString(found);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always proper JSON", e);
        }
    }

    static Path text(Path file, String content) {
        OwnFiles.writeText(file, content + "\n", false);
        return file;
    }

    /** Writes a text piece by piece, with a line break at the end. */
    static Path text(Path file, Text content) {
        OwnFiles.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.append('\n').flush();
        });
        return file;
    }

    private static Path json(Path file, Json content) {
        return text(file, writer -> {
            JsonGenerator out = JSON.createGenerator(writer).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.useDefaultPrettyPrinter();
            content.writeTo(out);
            out.flush();
        });
    }

    /** A text that is written piece by piece. */
    interface Text {
        void writeTo(Writer out) throws IOException;
    }

    /** A JSON document that is written piece by piece. */
    private interface Json {
        void writeTo(JsonGenerator out) throws IOException;
    }
}
