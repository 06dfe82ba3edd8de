package org.wsol.data.convert;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.io.PathNames;
import org.wsol.data.annotation.ImageNames;

/** Writes one Pascal VOC XML file an image, in the folders of the image ids; corners count from 0, as they are read. */
final class VocWriter {
    private final List<String> classNames;

    VocWriter(List<String> classNames) {
        this.classNames = classNames;
    }

    Path write(DataSplit part, Path folder) {
        for (int i = 0; i < part.size(); i++) {
            Path file = PathNames.resolve(folder, ImageNames.withoutExtension(part.imageId(i)) + ".xml");
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (BufferedWriter out = Files.newBufferedWriter(file)) {
                    writeImage(XMLOutputFactory.newFactory().createXMLStreamWriter(out), part, i);
                }
            } catch (IOException | XMLStreamException e) {
                throw new InvalidInputException("the file " + file + " cannot be written: " + e.getMessage(), e);
            }
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
