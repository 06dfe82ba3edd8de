package org.wsol.report.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
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
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(svg.getElementsByTagName("circle").getLength())
                .as("single values")
                .isEqualTo(3);
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
    void wrapsTheLegendAndKeepsLinesDistinguishable() throws Exception {
        List<Path> runs = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            labels.add("bridging-gap seed " + i);
            runs.add(run("r" + i, "step,epoch,train.top1\n1,1.0," + i + "\n2,2.0,3\n"));
        }
        Document svg = parsed(CurveSheet.of(runs, labels, List.of("train.top1")));
        NodeList lines = svg.getElementsByTagName("polyline");
        Set<String> styles = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            NamedNodeMap line = lines.item(i).getAttributes();
            styles.add(line.getNamedItem("stroke").getNodeValue() + line.getNamedItem("stroke-dasharray"));
        }
        assertThat(styles).hasSize(9);
        assertThat(svg.getElementsByTagName("text").item(1).getAttributes().getNamedItem("y"))
                .as("next row")
                .isNotEqualTo(
                        svg.getElementsByTagName("text").item(0).getAttributes().getNamedItem("y"));
        assertThat(svg.getDocumentElement().getTextContent()).contains("epochs");
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(AxisTicks.between(0, 9, 5)).isEqualTo(new AxisTicks(List.of(0.0, 2.0, 4.0, 6.0, 8.0), 0));
        AxisTicks small = AxisTicks.between(0, 0.37, 5);
        assertThat(small.values().stream().map(small::text)).containsExactly("0.0", "0.1", "0.2", "0.3");
        AxisTicks signed = AxisTicks.between(-0.3, 1, 5);
        assertThat(signed.values().stream().map(signed::text)).containsExactly("0.0", "0.5", "1.0");
        AxisTicks percent = AxisTicks.between(0, 97.2, 5);
        assertThat(percent.values().stream().map(percent::text)).containsExactly("0", "20", "40", "60", "80");
        AxisTicks tiny = AxisTicks.between(0, 0.0009, 5);
        assertThat(tiny.values().stream().map(tiny::text))
                .containsExactly("0.0000", "0.0002", "0.0004", "0.0006", "0.0008");
    }

    @Test
    void listsLoggedColumnsForAnUnknownOne() throws IOException {
        Path run = run("run", "step,epoch,train.top1\n9,1.0,50\n");
        assertThatThrownBy(() -> CurveSheet.of(List.of(run), List.of("run"), List.of("train.top2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'train.top2'")
                .hasMessageContaining("train.top1");
    }

    @Test
    void runsWithoutAColumnHaveNoLine() throws Exception {
        Path with = run("with", "step,epoch,train.loss_norm\n9,1.0,2.0\n18,2.0,1.0\n");
        Path without = run("without", "step,epoch,train.loss_total\n9,1.0,2.0\n18,2.0,1.0\n");
        Document svg =
                parsed(CurveSheet.of(List.of(without, with), List.of("cam", "method"), List.of("train.loss_norm")));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(svg.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("stroke")
                        .getNodeValue())
                .as("the colour of the second run in the legend")
                .isEqualTo("#d55e00");
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
