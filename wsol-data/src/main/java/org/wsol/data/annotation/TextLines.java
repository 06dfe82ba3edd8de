package org.wsol.data.annotation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wsol.core.DataException;

/** Reads UTF-8 text files line by line; blank lines and a byte order mark are passed over. */
public final class TextLines {
    private TextLines() {}

    /**
     * Hands every line that is not blank to a consumer.
     *
     * @throws DataException when the file is missing, unreadable or not UTF-8; the message names it
     */
    public static void forEach(Path file, Consumer<Line> consumer) {
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                String clean = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
                if (!clean.isBlank()) {
                    consumer.accept(new Line(file, number, clean));
                }
            }
        } catch (NoSuchFileException e) {
            throw new DataException("the list " + file + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new DataException(file + ": not a UTF-8 text file, near line " + (number + 1), e);
        } catch (IOException e) {
            throw new DataException("the list " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** All lines that are not blank. */
    public static List<Line> read(Path file) {
        List<Line> lines = new ArrayList<>();
        forEach(file, lines::add);
        return lines;
    }
}
