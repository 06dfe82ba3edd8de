package org.wsol.cli.predict;

import java.nio.file.Path;
import java.util.List;
import org.wsol.cli.predict.Predicted.Corners;
import org.wsol.cli.predict.Predicted.Found;
import org.wsol.core.internal.io.PathNames;

/** Writes one Pascal VOC XML file per image, with the fields expected by tools. */
final class VocFiles {
    private final Path folder;
    private final int first;

    /**
     * @param oneBased whether corners start at 1, as in the Pascal VOC data, instead of 0
     */
    VocFiles(Path folder, boolean oneBased) {
        this.folder = folder;
        this.first = oneBased ? 1 : 0;
    }

    Path write(List<Predicted> predictions, ImageNames names) {
        for (Predicted found : predictions) {
            PredictionFiles.text(
                    PathNames.resolve(folder, names.stem(found.image()) + ".xml"), xml(found, names.of(found.image())));
        }
        return folder;
    }

    private String xml(Predicted found, String name) {
        StringBuilder xml = new StringBuilder("<annotation>\n");
        int slash = name.lastIndexOf('/');
        element(xml, 2, "folder", slash < 0 ? "" : name.substring(0, slash));
        element(xml, 2, "filename", name);
        xml.append("  <source>\n");
        element(xml, 4, "database", "wsol predictions");
        xml.append("  </source>\n  <size>\n");
        element(xml, 4, "width", found.width());
        element(xml, 4, "height", found.height());
        element(xml, 4, "depth", 3);
        xml.append("  </size>\n");
        element(xml, 2, "segmented", 0);
        for (Found object : found.classes()) {
            object.boxes().forEach(box -> object(xml, object, box));
        }
        return xml.append("</annotation>").toString();
    }

    private void object(StringBuilder xml, Found object, Corners box) {
        xml.append("  <object>\n");
        element(xml, 4, "name", object.name());
        element(xml, 4, "pose", "Unspecified");
        element(xml, 4, "truncated", 0);
        element(xml, 4, "difficult", 0);
        element(xml, 4, "score", object.score());
        xml.append("    <bndbox>\n");
        element(xml, 6, "xmin", box.x0() + first);
        element(xml, 6, "ymin", box.y0() + first);
        element(xml, 6, "xmax", box.x1() + first);
        element(xml, 6, "ymax", box.y1() + first);
        xml.append("    </bndbox>\n  </object>\n");
    }

    private static void element(StringBuilder xml, int indent, String name, Object value) {
        xml.append(" ".repeat(indent)).append('<').append(name).append('>');
        xml.append(Cells.markup(String.valueOf(value)));
        xml.append("</").append(name).append(">\n");
    }
}
