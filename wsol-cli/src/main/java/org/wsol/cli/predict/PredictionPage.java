package org.wsol.cli.predict;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An HTML page of all overlays with their predictions; it links to the images next to it. */
final class PredictionPage {
    /** The page's name. */
    static final String NAME = "index.html";

    private static final String STYLE = "body{font:15px system-ui,sans-serif;margin:1.5rem;color:#222}"
            + "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:1rem}"
            + "figure{margin:0}img{width:100%;height:200px;object-fit:contain;background:#eee}"
            + "figcaption{overflow-wrap:anywhere}small{color:#666}";

    private PredictionPage() {}

    static Path write(Path folder, List<Predicted> predictions, List<String> leftOut) {
        String missing = leftOut.isEmpty()
                ? ""
                : "<h2>Skipped</h2>\n<ul>"
                        + leftOut.stream()
                                .map(image -> "<li>" + Cells.markup(image) + "</li>")
                                .collect(Collectors.joining())
                        + "</ul>\n";
        String top = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Predictions</title>"
                + "<style>" + STYLE + "</style>\n<h1>" + predictions.size()
                + (predictions.size() == 1 ? " image" : " images") + "</h1>\n<main>\n";
        return PredictionFiles.text(folder.resolve(NAME), out -> {
            out.append(top);
            for (Predicted found : predictions) {
                out.append(figure(found)).append("\n");
            }
            out.append(predictions.isEmpty() ? "\n" : "")
                    .append("</main>\n")
                    .append(missing)
                    .append("</html>");
        });
    }

    private static String figure(Predicted found) {
        String address = address(found.overlay());
        String classes = found.classes().stream()
                .map(object -> String.format(
                        Locale.ROOT,
                        "%s %.1f%%, %s",
                        Cells.markup(object.name()),
                        100 * object.score(),
                        object.boxes().size() == 1 ? "1 box" : object.boxes().size() + " boxes"))
                .collect(Collectors.joining("<br>"));
        return "<figure><a href=\"" + address + "\"><img loading=\"lazy\" src=\"" + address + "\" alt=\""
                + Cells.markup(found.first().name()) + "\"></a><figcaption>" + classes + "<br><small>"
                + Cells.markup(found.image()) + "</small></figcaption></figure>";
    }

    private static String address(String fileName) {
        return java.net.URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
