package org.wsol.data.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.WsolException;
import org.wsol.core.internal.Required;
import org.wsol.data.annotation.ImageAnnotation.AnnotatedObject;

/**
 * Reads one Pascal VOC XML file, the format of ImageNet's annotations too. An object's box is the {@code bndbox}
 * directly inside it, not that of one of its {@code part} elements. Corners are used unchanged, as in the reference
 * metadata; document types and external entities are switched off.
 */
public final class VocXml {
    private static final List<String> CORNERS = List.of("xmin", "ymin", "xmax", "ymax");
    private static final int DEEPEST = 64;
    private static final int LARGEST = 1_000_000;

    private final Path file;
    private final List<String> open = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<AnnotatedObject> objects = new ArrayList<>();
    private String fileName = "";
    private boolean scored;
    private String objectName = "";
    private Optional<ImageSize> size = Optional.empty();

    private VocXml(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing, not XML, or an object has no valid box; the message names file and line
     */
    public static ImageAnnotation read(Path file) {
        return new VocXml(file).parse();
    }

    private ImageAnnotation parse() {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(reader);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader);
                    case XMLStreamConstants.END_ELEMENT -> end(reader);
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw problem(reader, "document types and entities are not allowed");
                    default -> {}
                }
            }
            return new ImageAnnotation(file, fileName, size, objects);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new DataException(file + ":" + line + ": not well-formed XML", e);
        } catch (IOException e) {
            throw new DataException("the annotation " + file + " cannot be read: " + WsolException.reason(e), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void start(XMLStreamReader reader) {
        if (open.size() == DEEPEST) {
            throw problem(reader, "elements are nested more than " + DEEPEST + " deep in each other");
        }
        open.add(reader.getLocalName());
        if (isAt("object") || isAt("size")) {
            numbers.clear();
            objectName = "";
            scored = false;
        }
    }

    /** Whether the innermost open element has exactly this path below the root element, whose name is ignored. */
    private boolean isAt(String... path) {
        return open.size() == path.length + 1 && open.subList(1, open.size()).equals(List.of(path));
    }

    private void text(XMLStreamReader reader) {
        String text = reader.getText().strip();
        if (text.isEmpty() || open.isEmpty()) {
            return;
        }
        String element = open.get(open.size() - 1);
        boolean corner = CORNERS.contains(element) && isAt("object", "bndbox", element);
        boolean side = isAt("size", "width") || isAt("size", "height");
        if (corner || side) {
            numbers.put(element, wholeNumber(reader, element, text));
        } else if (isAt("object", "name")) {
            objectName = text;
        } else if (isAt("object", "score")) {
            scored = true;
        } else if (isAt("filename")) {
            fileName = text;
        }
    }

    private void end(XMLStreamReader reader) {
        if (isAt("object")) {
            addObject(reader);
        } else if (isAt("size")) {
            int width = numbers.getOrDefault("width", 0);
            int height = numbers.getOrDefault("height", 0);
            size = width > 0 && height > 0 ? Optional.of(new ImageSize(height, width)) : Optional.empty();
        }
        open.remove(open.size() - 1);
    }

    private void addObject(XMLStreamReader reader) {
        for (String corner : CORNERS) {
            if (!numbers.containsKey(corner)) {
                throw problem(reader, "the object ending here has no <" + corner + "> in its <bndbox>");
            }
        }
        int x0 = Required.value(numbers, "xmin");
        int y0 = Required.value(numbers, "ymin");
        int x1 = Required.value(numbers, "xmax");
        int y1 = Required.value(numbers, "ymax");
        if (x1 < x0 || y1 < y0) {
            throw problem(reader, "the box of the object ending here ends before it starts");
        }
        objects.add(new AnnotatedObject(new Box(x0, y0, x1, y1), objectName, scored));
    }

    private int wholeNumber(XMLStreamReader reader, String element, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) <= LARGEST) {
                return (int) Math.floor(value);
            }
        } catch (NumberFormatException e) {
            throw problem(reader, "<" + element + "> must be a number, was '" + text + "'");
        }
        throw problem(reader, "<" + element + "> is out of range: '" + text + "'");
    }

    private DataException problem(XMLStreamReader reader, String what) {
        return new DataException(file + ":" + reader.getLocation().getLineNumber() + ": " + what);
    }
}
