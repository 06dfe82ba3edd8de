package org.wsol.data.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.Box;

/**
 * Boxes from a CSV file: {@code image,x0,y0,x1,y1} with inclusive corners, one box a line; a first line whose numbers are
 * no numbers is a header.
 */
final class CsvFile implements BoxSource {
    private static final String FORM = "image,x0,y0,x1,y1";
    private final NamedAnnotations annotations;

    private CsvFile(NamedAnnotations annotations) {
        this.annotations = annotations;
    }

    static CsvFile read(Path file) {
        Map<String, List<Box>> boxes = new LinkedHashMap<>();
        TextLines.forEach(file, line -> {
            String[] fields = line.fields(",", 5, FORM);
            if (line.number() == 1 && isHeader(fields)) {
                return;
            }
            boxes.computeIfAbsent(line.imageId(fields[0]), id -> new ArrayList<>())
                    .add(box(line, fields));
        });
        Map<String, ImageAnnotation> byName = new LinkedHashMap<>();
        boxes.forEach((id, all) -> byName.put(id, new ImageAnnotation(Optional.empty(), all, List.of())));
        return new CsvFile(new NamedAnnotations(byName));
    }

    private static boolean isHeader(String[] fields) {
        return fields[1].strip().matches("[A-Za-z_]\\w*");
    }

    private static Box box(Line line, String[] fields) {
        int x0 = line.wholeNumber(fields[1], "x0");
        int y0 = line.wholeNumber(fields[2], "y0");
        int x1 = line.wholeNumber(fields[3], "x1");
        int y1 = line.wholeNumber(fields[4], "y1");
        if (x1 < x0 || y1 < y0) {
            throw line.problem("the box ends before it begins; expected '" + FORM + "'");
        }
        return new Box(x0, y0, x1, y1);
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        return annotations.find(imageId);
    }
}
