package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wsol.backbones.BackboneSummary;
import org.wsol.core.ImageSize;
import org.wsol.engine.backend.NativeBackend;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol backbones}: the available networks, their cost, and the default position of dropout. */
@Command(
        name = "backbones",
        mixinStandardHelpOptions = true,
        description = "Lists the backbones with parameters, multiply-adds, maps and default dropout points;"
                + " with names, their stages.")
final class BackbonesCommand implements Callable<Integer> {
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Backbones whose stages are listed.")
    private List<String> names = List.of();

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "An option of the named backbones, for example featureMap=28; may be repeated.")
    private Map<String, String> options = Map.of();

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Side length of the images for named backbones (default: ${DEFAULT-VALUE}).")
    private int imageSize;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of classes for named backbones (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(names = "--json", description = "Prints everything as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        NativeBackend.start();
        List<BackboneSummary> summaries = names.isEmpty()
                ? BackboneSummary.all()
                : names.stream()
                        .map(name -> BackboneSummary.of(name, options, ImageSize.square(imageSize), classes))
                        .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(summaries));
        } else if (names.isEmpty()) {
            aligned(overview(summaries)).forEach(out::println);
            out.println();
            out.println("For 224 px images and 1000 classes. One multiply-add is two floating point operations.");
        } else {
            summaries.forEach(summary -> stages(summary).forEach(out::println));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static List<List<String>> overview(List<BackboneSummary> summaries) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("backbone", "parameters", "multiply-adds", "map", "channels", "stages", "dropout after"));
        for (BackboneSummary summary : summaries) {
            rows.add(List.of(
                    summary.name(),
                    millions(summary.parameters()),
                    billions(summary.multiplyAdds()),
                    summary.featureMap().toString(),
                    String.valueOf(summary.featureChannels()),
                    String.valueOf(summary.stages().size()),
                    summary.dropoutPoint()));
        }
        return rows;
    }

    private static List<String> stages(BackboneSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("stage", "parameters", "multiply-adds", "map", ""));
        for (BackboneSummary.StageSummary stage : summary.stages()) {
            rows.add(List.of(
                    stage.name(),
                    millions(stage.parameters()),
                    billions(stage.multiplyAdds()),
                    stage.output().toString(),
                    stage.name().equals(summary.dropoutPoint()) ? "dropout is applied here" : ""));
        }
        List<String> lines = new ArrayList<>();
        lines.add(summary.name() + ": " + summary.description());
        lines.add(String.format(
                Locale.ROOT,
                "%s parameters and %s multiply-adds for images of %s and %d classes",
                millions(summary.parameters()),
                billions(summary.multiplyAdds()),
                summary.imageSize(),
                summary.classes()));
        lines.addAll(aligned(rows));
        lines.add("");
        return lines;
    }

    /** Aligned columns, separated by two spaces. */
    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, "%.2f M", count / MILLION);
    }

    private static String billions(long count) {
        return String.format(Locale.ROOT, "%.3f G", count / BILLION);
    }

    private static String toJson(List<BackboneSummary> summaries) throws JsonProcessingException {
        List<Map<String, Object>> found = new ArrayList<>();
        for (BackboneSummary summary : summaries) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", summary.name());
            fields.put("description", summary.description());
            fields.put("imageHeight", summary.imageSize().height());
            fields.put("imageWidth", summary.imageSize().width());
            fields.put("classes", summary.classes());
            fields.put("parameters", summary.parameters());
            fields.put("multiplyAdds", summary.multiplyAdds());
            fields.put("mapHeight", summary.featureMap().height());
            fields.put("mapWidth", summary.featureMap().width());
            fields.put("channels", summary.featureChannels());
            fields.put("dropoutPoint", summary.dropoutPoint());
            fields.put(
                    "stages",
                    summary.stages().stream().map(BackbonesCommand::fields).toList());
            found.add(fields);
        }
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(found);
    }

    private static Map<String, Object> fields(BackboneSummary.StageSummary stage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", stage.name());
        fields.put("mapHeight", stage.output().height());
        fields.put("mapWidth", stage.output().width());
        fields.put("parameters", stage.parameters());
        fields.put("multiplyAdds", stage.multiplyAdds());
        return fields;
    }
}
