package org.wsol.data.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.Box;
import org.wsol.core.internal.lists.Line;
import org.wsol.core.internal.lists.SpreadsheetCells;
import org.wsol.data.annotation.ImageAnnotation.AnnotatedObject;

/**
 * The columns of a CSV file of boxes.
 *
 * @param image the column of the image's name
 * @param corners the columns of left, top, right and bottom
 * @param className the column of the class, or -1
 * @param scored whether there is a column of scores, which means that the classes are predictions
 */
record CsvColumns(int image, List<Integer> corners, int className, boolean scored) {
    private static final String FORM = "image,x0,y0,x1,y1";
    private static final List<List<String>> CORNERS = List.of(
            List.of("x0", "y0", "x1", "y1"),
            List.of("xmin", "ymin", "xmax", "ymax"),
            List.of("x1", "y1", "x2", "y2"),
            List.of("left", "top", "right", "bottom"));
    private static final List<String> IMAGES =
            List.of("image", "image_id", "filename", "file_name", "file", "path", "name", "id");
    private static final List<String> SCORES = List.of("score", "confidence");
    private static final List<String> CLASSES = List.of("class", "class_name", "label", "category");

    static CsvColumns usual() {
        return new CsvColumns(0, List.of(1, 2, 3, 4), -1, false);
    }

    static boolean isHeader(CSVRecord entry) {
        return entry.size() > 1 && entry.get(1).strip().matches("[A-Za-z_]\\w*");
    }

    /** The columns by the names in a header. */
    static CsvColumns of(Line line, CSVRecord header) {
        List<String> names = Arrays.stream(header.values())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        int image = first(names, IMAGES);
        List<Integer> corners = CORNERS.stream()
                .filter(names::containsAll)
                .findFirst()
                .map(all -> all.stream().map(names::indexOf).toList())
                .orElseThrow(() -> line.problem("the header names no corners; expected '" + FORM
                        + "', with inclusive corners, or the same with xmin,ymin,xmax,ymax"));
        return new CsvColumns(Math.max(0, image), corners, first(names, CLASSES), first(names, SCORES) >= 0);
    }

    private static int first(List<String> names, List<String> wanted) {
        return wanted.stream()
                .mapToInt(names::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    String image(Line line, CSVRecord entry) {
        String name = SpreadsheetCells.plain(field(line, entry, image).strip());
        if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ')) {
            throw line.problem("the image id is empty or contains a control character");
        }
        return name;
    }

    AnnotatedObject object(Line line, CSVRecord entry) {
        int[] c = new int[4];
        for (int i = 0; i < c.length; i++) {
            c[i] = line.pixel(field(line, entry, corners.get(i)), CORNERS.get(0).get(i));
        }
        if (c[2] < c[0] || c[3] < c[1]) {
            throw line.problem("the box ends before it starts; expected '" + FORM + "'");
        }
        String name = className >= 0 && className < entry.size()
                ? SpreadsheetCells.plain(entry.get(className).strip())
                : "";
        return new AnnotatedObject(new Box(c[0], c[1], c[2], c[3]), name, scored);
    }

    private static String field(Line line, CSVRecord entry, int column) {
        if (column >= entry.size()) {
            throw line.problem("expected '" + FORM + "'");
        }
        return entry.get(column);
    }
}
