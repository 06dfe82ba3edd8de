package org.wsol.data.convert;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.InvalidInputException;

/** Writes UTF-8 text files, with errors that name the file. */
final class TextFile {
    private TextFile() {}

    /** Something that writes text. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    static Path write(Path file, Content content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                content.writeTo(out);
            }
            return file;
        } catch (IOException e) {
            throw new InvalidInputException("the file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
