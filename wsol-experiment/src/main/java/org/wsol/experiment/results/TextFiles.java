package org.wsol.experiment.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/** Reads text files of a run folder, with errors that name the file. */
final class TextFiles {
    private TextFiles() {}

    static List<String> lines(Path file) {
        return text(file).lines().toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read as text: " + WsolException.reason(e), e);
        }
    }

    static Optional<String> textIfThere(Path file) {
        return Files.isRegularFile(file) ? Optional.of(text(file)) : Optional.empty();
    }
}
