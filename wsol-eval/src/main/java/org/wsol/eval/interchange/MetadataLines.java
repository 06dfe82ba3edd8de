package org.wsol.eval.interchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a comma-separated metadata file with their places, for messages. Empty lines are skipped. */
final class MetadataLines {

    private MetadataLines() {}

    /** The lines; a file that cannot be read is noted as a problem and yields none. */
    static List<Line> read(Path file, Problems problems) {
        List<Line> lines = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            problems.add(file + " does not exist or is not a file");
            return lines;
        }
        try {
            int number = 0;
            for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                String stripped = number == 1 && text.startsWith("\ufeff")
                        ? text.substring(1).strip()
                        : text.strip();
                if (!stripped.isEmpty()) {
                    lines.add(new Line(file, number, stripped, List.of(stripped.split("\\s*,\\s*", -1))));
                }
            }
        } catch (IOException e) {
            problems.add(file + " cannot be read as UTF-8 text: " + e);
        }
        return lines;
    }

    /**
     * A line.
     *
     * @param file where it is from
     * @param number from 1
     * @param text the whole line
     * @param fields what stands between the commas
     */
    record Line(Path file, int number, String text, List<String> fields) {

        /** Notes that the line is not as it should be. */
        void malformed(String expected, Problems problems) {
            problems.add(file + " line " + number + ": expected " + expected + ", found '" + text + "'");
        }

        /** Whole numbers from a field on; a problem and an empty array where one is none. */
        int[] numbers(int from, String expected, Problems problems) {
            try {
                return fields.subList(from, fields.size()).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray();
            } catch (NumberFormatException e) {
                problems.add(file + " line " + number + ": expected " + expected + ", found '" + text + "' ("
                        + e.getMessage() + ")");
                return new int[0];
            }
        }
    }
}
