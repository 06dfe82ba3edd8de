package org.wsol.pipeline.export;

import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Plugins;
import org.wsol.core.component.Suggestion;

/** The exporters on the class path. */
public final class ModelExporters {
    private ModelExporters() {}

    /** All of them, by format. */
    public static List<ModelExporter> all() {
        return Plugins.load(ModelExporter.class).stream()
                .sorted(java.util.Comparator.comparing(ModelExporter::format))
                .toList();
    }

    /**
     * The exporter of a format.
     *
     * @throws InvalidInputException if there is none
     */
    public static ModelExporter of(String format) {
        List<ModelExporter> all = all();
        List<String> formats = all.stream().map(ModelExporter::format).toList();
        return all.stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException(
                                "nothing on the class path exports the format '" + format + "'"
                                        + Suggestion.forName(format, formats) + "; there is "
                                        + (formats.isEmpty() ? "none" : String.join(", ", formats))
                                        + ". Exporters are separate jars, for example wsol-dl4j for dl4j, which must be on the class path (for ./wsol: WSOL_CLASSPATH)"));
    }
}
