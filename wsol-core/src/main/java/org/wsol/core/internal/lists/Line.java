package org.wsol.core.internal.lists;

import java.nio.file.Path;
import org.wsol.core.DataException;

/**
 * One line of an annotation file with its location: every error names file and line.
 *
 * @param file the file
 * @param number the line, from 1
 * @param text its text without the line end
 */
public record Line(Path file, int number, String text) {
    private static final int LARGEST_PIXEL = 1_000_000;

    /** An error about this line. */
    public DataException problem(String what) {
        return new DataException(file + ":" + number + ": " + what + "; the line is '" + shortened() + "'");
    }

    /**
     * The fields of the line.
     *
     * @param separator a regular expression
     * @param least the minimum number of fields
     * @param form the expected form of the line, for the message
     * @throws DataException if there are fewer fields
     */
    public String[] fields(String separator, int least, String form) {
        String[] fields = text.strip().split(separator, -1);
        if (fields.length < least) {
            throw problem("expected '" + form + "'");
        }
        return fields;
    }

    /** A field as a whole number; {@code 12.0} counts as one. */
    public int wholeNumber(String field, String what) {
        double value = number(field, what);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw problem(what + " must be a whole number, was '" + field + "'");
        }
        return (int) value;
    }

    /** A field as a pixel coordinate: a whole number of at most a million. */
    public int pixel(String field, String what) {
        int value = wholeNumber(field, what);
        if (Math.abs(value) > LARGEST_PIXEL) {
            throw problem(what + " must be a pixel coordinate, was '" + field + "'");
        }
        return value;
    }

    /** A field as a finite number. */
    public double number(String field, String what) {
        try {
            double value = Double.parseDouble(field.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw problem(what + " must be a number, was '" + field + "'");
        }
        throw problem(what + " must be finite, was '" + field + "'");
    }

    /** A field as an image id or relative file name. */
    public String imageId(String field) {
        String id = field.strip();
        ImageIds.problem(id).ifPresent(reason -> {
            throw problem(reason);
        });
        return id;
    }

    private String shortened() {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }
}
