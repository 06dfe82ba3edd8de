package org.wsol.data.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;

/**
 * Writes COCO JSON; a box with inclusive corners becomes {@code [x0, y0, width, height]}. Images are numbered from 1.
 */
final class CocoWriter {
    private final List<String> classNames;

    CocoWriter(List<String> classNames) {
        this.classNames = classNames;
    }

    Path write(DataSplit part, Path file) {
        return TextFile.write(file, out -> {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                json.writeStartObject();
                writeImages(json, part);
                writeAnnotations(json, part);
                writeCategories(json);
                json.writeEndObject();
            }
            out.append(text.getBuffer());
        });
    }

    private static void writeImages(JsonGenerator json, DataSplit part) throws IOException {
        json.writeArrayFieldStart("images");
        for (int i = 0; i < part.size(); i++) {
            ImageSize size = DatasetConverter.sizeOf(part, i);
            json.writeStartObject();
            json.writeNumberField("id", i + 1);
            json.writeStringField("file_name", part.imageId(i));
            json.writeNumberField("width", size.width());
            json.writeNumberField("height", size.height());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnnotations(JsonGenerator json, DataSplit part) throws IOException {
        int number = 1;
        json.writeArrayFieldStart("annotations");
        for (int i = 0; i < part.size(); i++) {
            for (Box box : part.boxes(i)) {
                json.writeStartObject();
                json.writeNumberField("id", number++);
                json.writeNumberField("image_id", i + 1);
                json.writeNumberField("category_id", part.label(i) + 1);
                json.writeFieldName("bbox");
                json.writeArray(new int[] {box.x0(), box.y0(), box.width(), box.height()}, 0, 4);
                json.writeNumberField("area", box.area());
                json.writeNumberField("iscrowd", 0);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void writeCategories(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("categories");
        for (int label = 0; label < classNames.size(); label++) {
            json.writeStartObject();
            json.writeNumberField("id", label + 1);
            json.writeStringField("name", classNames.get(label));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
