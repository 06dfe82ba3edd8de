package org.wsol.data.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;

/**
 * The results of individual checks for a range of a data set's images; splits are in the order of their names.
 *
 * @param from the first image
 * @param hashes the start of each image's SHA-256, empty if it has no content
 * @param notes the problems found
 */
public record CheckedImages(int from, List<OptionalLong> hashes, List<Note> notes) {
    private static final String END = "end";

    /** A problem of an image. */
    record Note(FindingKind kind, String example) {}

    /** Copies the lists. */
    public CheckedImages {
        hashes = List.copyOf(hashes);
        notes = List.copyOf(notes);
    }

    /** Writes them as lines of text atomically. */
    public void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(from)));
        hashes.forEach(hash -> lines.add(hash.isPresent() ? Long.toHexString(hash.getAsLong()) : "-"));
        notes.forEach(note -> lines.add(note.kind() + " " + escaped(note.example())));
        lines.add(END);
        try {
            AtomicFiles.writeText(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    /**
     * Reads a file written by {@link #write}.
     *
     * @throws InvalidInputException if the file is damaged
     */
    public static CheckedImages read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.get(lines.size() - 1).equals(END)) {
                throw new InvalidInputException(file + " is damaged; delete it");
            }
            List<OptionalLong> hashes = new ArrayList<>();
            List<Note> notes = new ArrayList<>();
            for (String line : lines.subList(1, lines.size() - 1)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    notes.add(new Note(
                            FindingKind.valueOf(line.substring(0, space)),
                            line.substring(space + 1).translateEscapes()));
                } else {
                    hashes.add(
                            line.equals("-")
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(Long.parseUnsignedLong(line, 16)));
                }
            }
            return new CheckedImages(Integer.parseInt(lines.get(0)), hashes, notes);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(file + " is damaged; delete it: " + e.getMessage(), e);
        }
    }
}
