package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BackbonesCommandTest {

    @Test
    void listsEveryBackboneInAlignedColumns() {
        String[] lines = output().split("\n");
        assertThat(lines[0]).startsWith("backbone").contains("multiply-adds").endsWith("dropout after");
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("vgg16 .*14x14 +1024 +\\d+ +conv4_3"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("resnet50 +25.56 M .*28x28 +2048 .* layer4.0"));
        int column = lines[0].indexOf("map");
        assertThat(lines[1].charAt(column - 1)).isEqualTo(' ');
    }

    @Test
    void listsStagesOfNamedBackbones() {
        assertThat(output("mobilenet_v2", "--option", "featureMap=7"))
                .contains("3.50 M parameters")
                .containsPattern("features.14 .*7x7 +dropout is applied here");
    }

    @Test
    void jsonContainsTheSameNumbers() throws IOException {
        JsonNode found = new ObjectMapper().readTree(output("squeezenet1_1", "--json"));
        assertThat(found.get(0).get("parameters").asLong()).isEqualTo(1235496);
        assertThat(found.get(0).get("stages").get(0).get("mapWidth").asInt()).isEqualTo(111);
    }

    private static String output(String... arguments) {
        StringWriter text = new StringWriter();
        int exit = new CommandLine(new BackbonesCommand())
                .setOut(new PrintWriter(text))
                .execute(arguments);
        assertThat(exit).isZero();
        return text.toString();
    }
}
