package org.wsol.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.Leftovers;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.core.internal.io.PathNames;

/**
 * The predictions so far, one line per image, so that an interrupted prediction can continue. The first line contains
 * model and options; if they differ, the prediction starts again. The journal is deleted when all files are written.
 */
final class PredictionJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PredictionJournal.class);
    private static final String NAME = ".wsol-predictions";
    private static final String END = ".jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path file;
    private final KnownPredictions known = new KnownPredictions();
    private final OwnFiles.Written written;
    private final Writer out;

    /** An image with its size and time, so that a replaced image is predicted again. */
    private record Line(String key, Predicted predicted) {}

    private PredictionJournal(Path folder, String part, String settings) throws IOException {
        this.folder = folder;
        this.file = folder.resolve(NAME + part + END);
        this.written = OwnFiles.in(folder);
        boolean continues = false;
        for (Path journal : journals()) {
            boolean fits = read(journal, settings);
            continues |= fits && journal.equals(file);
        }
        this.out = continues
                ? Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND)
                : Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write(continues ? "\n" : settings + "\n"); // terminates an incomplete line
        out.flush();
    }

    /**
     * Opens the journal of a folder, which is created if missing.
     *
     * @throws StorageException if the folder cannot be written
     */
    static PredictionJournal open(Path folder, String settings) {
        return open(folder, "", settings);
    }

    /**
     * Opens a separate journal for one of several processes that predict into the same folder; the journals of the
     * others are read too.
     *
     * @param part the name of the process, valid in file names
     */
    static PredictionJournal open(Path folder, String part, String settings) {
        try {
            Files.createDirectories(folder);
            Leftovers.removeTemporaryFiles(folder);
            return new PredictionJournal(folder, part, settings);
        } catch (IOException e) {
            throw new StorageException("--out: cannot write into " + folder, e);
        }
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(journal -> journal.getFileName().toString().startsWith(NAME)
                            && journal.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        }
    }

    private boolean read(Path journal, String settings) throws IOException {
        // Replaces malformed bytes: a line may have been cut within a letter.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(journal), StandardCharsets.UTF_8))) {
            if (!settings.equals(lines.readLine())) {
                return false;
            }
            lines.lines().forEach(this::read);
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void read(String line) {
        try {
            Line entry = JSON.readValue(line, Line.class);
            known.put(entry.key(), entry.predicted());
        } catch (JsonProcessingException e) {
            LOG.debug("a line that was cut off when the process was killed: the image is predicted again", e);
        }
    }

    /** The prediction for an image by an earlier process, if its overlay still exists. */
    Optional<Predicted> find(Path image, Path overlay) {
        return known.get(key(image))
                .filter(found -> found.overlay().equals(PathNames.name(overlay)) && written.isOwn(overlay));
    }

    void add(Path image, Predicted predicted) {
        try {
            out.write(JSON.writeValueAsString(new Line(key(image), predicted)) + "\n");
            out.flush();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static String key(Path image) {
        try {
            return PathNames.text(image) + " " + Files.size(image) + " "
                    + Files.getLastModifiedTime(image).toMillis();
        } catch (IOException e) {
            throw new StorageException("cannot read " + image, e);
        }
    }

    /** Called when all files are written. */
    void delete() {
        close();
        try {
            for (Path journal : journals()) {
                Files.deleteIfExists(journal);
            }
        } catch (IOException e) {
            throw new StorageException("cannot delete the journals in " + folder, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
