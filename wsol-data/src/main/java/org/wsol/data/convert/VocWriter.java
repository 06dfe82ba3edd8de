package org.wsol.data.convert;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.io.UniqueNames;

/**
 * Writes one Pascal VOC XML file per image, in the folders of the image ids; corners start at 0, as expected by the
 * reader.
 */
final class VocWriter {
    private final List<String> classNames;

    VocWriter(List<String> classNames) {
        this.classNames = classNames;
    }

    Path write(DataSplit part, Path folder) {
        Map<Path, UniqueNames> names = new HashMap<>();
        for (int i = 0; i < part.size(); i++) {
            Path image = PathNames.resolve(folder, part.imageId(i)).normalize();
            String stem = UniqueNames.stem(image.getFileName().toString());
            String name = names.computeIfAbsent(image.getParent(), unused -> new UniqueNames())
                    .next(stem, ".xml"); // photo.png and photo.jpg are different images
            int index = i;
            TextFile.write(image.resolveSibling(name), out -> {
                StringWriter xml = new StringWriter();
                try {
                    writeImage(XMLOutputFactory.newFactory().createXMLStreamWriter(xml), part, index);
                } catch (XMLStreamException e) {
                    throw new IOException(e);
                }
                out.append(xml.getBuffer());
            });
        }
        return folder;
    }

    private void writeImage(XMLStreamWriter xml, DataSplit part, int index) throws XMLStreamException {
        ImageSize size = DatasetConverter.sizeOf(part, index);
        xml.writeStartElement("annotation");
        element(xml, "filename", part.imageId(index));
        xml.writeStartElement("size");
        element(xml, "width", size.width());
        element(xml, "height", size.height());
        element(xml, "depth", 3);
        xml.writeEndElement();
        for (Box box : part.boxes(index)) {
            xml.writeStartElement("object");
            element(xml, "name", classNames.get(part.label(index)));
            xml.writeStartElement("bndbox");
            element(xml, "xmin", box.x0());
            element(xml, "ymin", box.y0());
            element(xml, "xmax", box.x1());
            element(xml, "ymax", box.y1());
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.close();
    }

    private static void element(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(String.valueOf(value));
        xml.writeEndElement();
    }
}
