package org.wsol.data.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.data.check.CheckReport.Finding;

/**
 * The results of individual checks for a range of a data set's images; splits are in the order of their names. 8 bytes
 * per image.
 *
 * @param from the first image
 * @param hashes the start of each image's SHA-256, {@link #NO_CONTENT} if it has none; not copied
 * @param findings the problems found
 */
public record CheckedImages(int from, long[] hashes, List<Finding> findings) {
    /** The hash of an image without content. */
    static final long NO_CONTENT = 0;

    private static final String END = "end";

    /** Copies the list of findings. */
    public CheckedImages {
        findings = List.copyOf(findings);
    }

    /** Writes them as lines of text atomically. */
    public void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(from)));
        for (long hash : hashes) {
            lines.add(Long.toHexString(hash));
        }
        for (Finding finding : findings) {
            lines.add(finding.kind() + " " + finding.count());
            finding.examples().forEach(example -> lines.add(" " + escaped(example)));
        }
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
            int at = 1;
            LongStream.Builder hashes = LongStream.builder();
            while (at < lines.size() - 1 && !lines.get(at).contains(" ")) {
                hashes.add(Long.parseUnsignedLong(lines.get(at++), 16));
            }
            List<Finding> findings = new ArrayList<>();
            while (at < lines.size() - 1) {
                String[] kind = lines.get(at++).split(" ", 2);
                List<String> examples = new ArrayList<>();
                while (lines.get(at).startsWith(" ")) {
                    examples.add(lines.get(at++).substring(1).translateEscapes());
                }
                findings.add(new Finding(FindingKind.valueOf(kind[0]), Integer.parseInt(kind[1]), examples));
            }
            return new CheckedImages(
                    Integer.parseInt(lines.get(0)), hashes.build().toArray(), findings);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(file + " is damaged; delete it: " + e.getMessage(), e);
        }
    }
}
