package org.wsol.core.internal.lists;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.wsol.core.DataException;

/**
 * The fields of a line that begins with the id of a known image. As ids may contain commas, the longest prefix that is
 * an id is used.
 *
 * @param image the image's number
 * @param fields the fields after its id
 * @param line the line
 */
record ListedFields(int image, List<String> fields, Line line, String form) {

    static ListedFields of(Line line, String form, Function<String, OptionalInt> images) {
        String text = line.text().strip();
        for (int comma = text.lastIndexOf(','); comma > 0; comma = text.lastIndexOf(',', comma - 1)) {
            OptionalInt image = images.apply(text.substring(0, comma).strip());
            if (image.isPresent()) {
                return new ListedFields(
                        image.getAsInt(), List.of(text.substring(comma + 1).split(",", -1)), line, form);
            }
        }
        int first = text.indexOf(',');
        if (first < 0) {
            throw line.problem("expected '" + form + "'");
        }
        String id = line.imageId(text.substring(0, first));
        throw line.problem("the image '" + id + "' is not in " + ReferenceLists.IDS);
    }

    int count() {
        return fields.size();
    }

    String get(int field) {
        if (field >= fields.size()) {
            throw line.problem("expected '" + form + "'");
        }
        return fields.get(field);
    }

    /** Reads the line; if that fails, the annotations of its image are marked as incomplete. */
    void read(ReferenceLists.Sink sink, Runnable reading) {
        try {
            reading.run();
        } catch (DataException e) {
            sink.incomplete(image);
            throw e;
        }
    }
}
