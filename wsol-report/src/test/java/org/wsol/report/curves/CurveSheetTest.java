package org.wsol.report.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.wsol.core.InvalidInputException;
import org.xml.sax.InputSource;

class CurveSheetTest {
    @TempDir
    private Path folder;

    @Test
    void drawsAChartPerColumnAndALinePerRun() throws Exception {
        Path first = run("first", "step,epoch,train.loss_total,validation.top1\n9,1.0,2.0,\n18,2.0,1.0,80.0\n");
        Path second = run("second", "step,epoch,train.loss_total,validation.top1\n9,1.0,4.0,40.0\n");
        Document svg = parsed(CurveSheet.of(
                List.of(first, second), List.of("a < b", "c"), List.of("train.loss_total", "validation.top1")));
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a < b");
        // loss 2 of at most 4 is in the middle of the plot, halfway through two epochs
        assertThat(svg.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue())
                .startsWith("166.0,93.0 ");
    }

    @Test
    void listsLoggedColumnsForAnUnknownOne() throws IOException {
        Path run = run("run", "step,epoch,train.top1\n9,1.0,50\n");
        assertThatThrownBy(() -> CurveSheet.of(List.of(run), List.of("run"), List.of("train.top2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'train.top2'")
                .hasMessageContaining("train.top1");
    }

    private Path run(String name, String epochs) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("epochs.csv"), epochs);
        return run;
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
