package org.wsol.core.internal.lists;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;

/** Reads UTF-8 text files line by line; blank lines and a byte order mark are skipped. */
public final class TextLines {
    private TextLines() {}

    /**
     * Passes every non-blank line to a consumer. Lines that it rejects ({@link Line#problem}) are reported together
     * after the last line.
     *
     * @throws DataException if the file is missing, unreadable or not UTF-8, or contains invalid lines; the message
     *     names the file
     */
    public static void forEach(Path file, Consumer<Line> consumer) {
        BadLines bad = new BadLines();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                String clean = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
                if (!clean.isBlank()) {
                    Line line = new Line(file, number, clean);
                    bad.guard(() -> consumer.accept(line));
                }
            }
        } catch (NoSuchFileException e) {
            throw new DataException(
                    "the list " + file + " does not exist; check its path, or unpack the data set again", e);
        } catch (CharacterCodingException e) {
            throw new DataException(
                    file + ":" + firstForeignLine(file) + ": this line is not UTF-8 text; save the file as UTF-8", e);
        } catch (IOException e) {
            throw new DataException("the list " + file + " cannot be read: " + WsolException.reason(e), e);
        }
        bad.throwIfAny();
    }

    /** The first line that is not UTF-8, from 1. The failing decoder reads ahead and cannot report the line. */
    private static int firstForeignLine(Path file) {
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
            return number;
        } catch (CharacterCodingException e) {
            return number;
        } catch (IOException e) {
            throw new DataException("the list " + file + " cannot be read: " + WsolException.reason(e), e);
        }
    }

    /** All lines that are not blank. */
    public static List<Line> read(Path file) {
        List<Line> lines = new ArrayList<>();
        forEach(file, lines::add);
        return lines;
    }
}
