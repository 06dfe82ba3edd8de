package org.wsol.data.annotation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsol.data.GeneratedLayouts.text;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;

class VocXmlTest {

    @Test
    void rejectsExternalEntities(@TempDir Path folder) {
        Path secret = text(folder.resolve("secret.txt"), "42");
        Path file = text(
                folder.resolve("evil.xml"),
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri()
                        + "\">]>\n<annotation><object><name>a</name><bndbox>"
                        + "<xmin>&x;</xmin><ymin>1</ymin><xmax>50</xmax><ymax>2</ymax></bndbox></object></annotation>");
        assertThatThrownBy(() -> VocXml.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("evil.xml");
    }

    @Test
    void reportsProblemsWithFileAndLine(@TempDir Path folder) {
        Path broken = text(folder.resolve("broken.xml"), "<annotation>\n<object>\n</annotation>");
        assertThatThrownBy(() -> VocXml.read(broken))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("broken.xml:3:");
        Path noBox = text(folder.resolve("nobox.xml"), "<annotation>\n<object><name>a</name></object></annotation>");
        assertThatThrownBy(() -> VocXml.read(noBox))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nobox.xml:2:")
                .hasMessageContaining("xmin");
    }
}
