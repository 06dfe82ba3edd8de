package org.wsol.data.annotation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.data.annotation.ImageAnnotation.AnnotatedObject;

/** Boxes from a COCO JSON file, which is read entry by entry to support files of any size. */
final class CocoFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final LeftOut leftOut;
    private final BadLines bad = new BadLines();
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, CocoEntry.Image> images = new LinkedHashMap<>();
    private final Map<String, List<CocoEntry.Annotation>> annotations = new HashMap<>();
    private final Set<String> lists = new HashSet<>();

    private CocoFile(Path file, LeftOut leftOut) {
        this.file = file;
        this.leftOut = leftOut;
    }

    static void read(Path file, LeftOut leftOut, Consumer<ImageAnnotation> consumer) {
        CocoFile coco = new CocoFile(file, leftOut);
        coco.parse();
        coco.bad.throwIfAny();
        coco.images.forEach((id, image) -> consumer.accept(coco.annotation(id, image)));
        coco.annotations.forEach((id, orphans) -> {
            for (CocoEntry.Annotation orphan : orphans) {
                leftOut.add(
                        "box",
                        "of " + file.getFileName() + " ignored, because it lists no such image",
                        "image_id " + orphan.image());
            }
        });
    }

    private void parse() {
        try (JsonParser parser = new JsonFactory().setCodec(MAPPER).createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DataException(file + ":1: a COCO file contains one JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    lists.add(key);
                    readList(parser, key);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new DataException(file + ":" + parser.currentLocation().getLineNr() + ": not well-formed JSON");
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new DataException(file + ":" + line + ": not well-formed JSON", e);
        } catch (IOException e) {
            throw new DataException("the annotations " + file + " cannot be read: " + WsolException.reason(e), e);
        }
        for (String needed : List.of("images", "annotations")) {
            if (!lists.contains(needed)) {
                throw new DataException(file + ": the COCO file has no list '" + needed + "'");
            }
        }
    }

    private void readList(JsonParser parser, String key) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new DataException(file + ": not well-formed JSON: the list '" + key + "' does not end");
            }
            switch (key) {
                case "images", "annotations", "categories" -> {
                    int line = parser.currentLocation().getLineNr();
                    JsonNode node = parser.readValueAsTree();
                    bad.guard(() -> add(key, new CocoEntry(file, line, node)));
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void add(String key, CocoEntry entry) {
        switch (key) {
            case "images" -> addImage(entry);
            case "categories" -> categories.put(entry.id("id"), entry.text("name"));
            default -> addAnnotation(entry);
        }
    }

    private void addImage(CocoEntry entry) {
        CocoEntry.Image image = entry.image();
        if (images.put(entry.id("id"), image) != null) {
            throw entry.problem("this image id is listed twice");
        }
    }

    private void addAnnotation(CocoEntry entry) {
        if (entry.isCrowd()) {
            leftOut.add("crowd region", "(iscrowd) of " + file.getFileName() + " ignored", entry.shortened());
            return;
        }
        if (entry.hasNoBox()) {
            leftOut.add("annotation", "of " + file.getFileName() + " without a bbox ignored", entry.shortened());
            return;
        }
        entry.annotation()
                .ifPresentOrElse(
                        read -> annotations
                                .computeIfAbsent(read.image(), id -> new ArrayList<>())
                                .add(read),
                        () -> leftOut.add(
                                "box", "without area in " + file.getFileName() + " ignored", entry.shortened()));
    }

    private ImageAnnotation annotation(String id, CocoEntry.Image image) {
        List<CocoEntry.Annotation> found = annotations.remove(id);
        List<AnnotatedObject> objects = new ArrayList<>();
        for (CocoEntry.Annotation annotation : found == null ? List.<CocoEntry.Annotation>of() : found) {
            String category = categories.getOrDefault(annotation.category(), "");
            objects.add(new AnnotatedObject(annotation.box(), category, annotation.scored()));
        }
        return new ImageAnnotation(file, image.name(), image.size(), objects);
    }
}
