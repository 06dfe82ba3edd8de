package org.wsol.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.download.RemoteFile;

/** Freely available data sets: the file {@code catalogue.tsv} next to this class. */
public final class DatasetCatalogue {
    private static final String RESOURCE = "catalogue.tsv";
    private static final int SET_COLUMNS = 6;
    private static final int FILE_COLUMNS = 8;
    private static final String NONE = "-";

    private DatasetCatalogue() {}

    /** All data sets. */
    public static List<PublishedDataset> entries() {
        try (InputStream in = Objects.requireNonNull(DatasetCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /**
     * The data set with the given name.
     *
     * @throws InvalidInputException if there is none; the message lists the available ones
     */
    public static PublishedDataset named(String name) {
        List<PublishedDataset> entries = entries();
        List<String> names = entries.stream().map(PublishedDataset::name).toList();
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("there is no data set called '" + name + "'"
                        + Suggestion.forName(name, names) + "; known are " + String.join(", ", names)));
    }

    /** Reads lines {@code set NAME TITLE PAGE ROOT TERMS} and, for each set, {@code file SET FILE HOW INTO SUM MB ADDRESS}. */
    static List<PublishedDataset> parse(String text) {
        List<String[]> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .toList();
        List<PublishedDataset> entries = new ArrayList<>();
        for (String[] set : lines) {
            if (set[0].equals("set")) {
                require(set, SET_COLUMNS);
                List<PublishedDataset.Part> files = lines.stream()
                        .filter(line -> line[0].equals("file") && line[1].equals(set[1]))
                        .map(DatasetCatalogue::part)
                        .toList();
                entries.add(
                        new PublishedDataset(set[1], set[2], set[3], set[5], set[4].equals(NONE) ? "" : set[4], files));
            }
        }
        return entries;
    }

    private static PublishedDataset.Part part(String[] fields) {
        require(fields, FILE_COLUMNS);
        Optional<String> sum = fields[5].equals(NONE) ? Optional.empty() : Optional.of(fields[5]);
        RemoteFile file = new RemoteFile(fields[2], URI.create(fields[7]), sum);
        return new PublishedDataset.Part(
                file, fields[3].equals("unpack"), fields[4].equals(NONE) ? "" : fields[4], Integer.parseInt(fields[6]));
    }

    private static void require(String[] fields, int columns) {
        if (fields.length != columns) {
            throw new IllegalStateException(
                    RESOURCE + " has a line of " + fields.length + " columns: " + String.join(" ", fields));
        }
    }

    /**
     * A freely available data set.
     *
     * @param name its name in this project: {@code cub200}
     * @param title its full name
     * @param page its home page
     * @param terms its terms of use, in a sentence or two
     * @param root its sub-folder with a known layout; empty if it is the whole data set
     * @param files its files
     */
    public record PublishedDataset(
            String name, String title, String page, String terms, String root, List<Part> files) {

        /** Copies the list. */
        public PublishedDataset {
            files = List.copyOf(files);
        }

        /**
         * A file of it.
         *
         * @param file what to download
         * @param unpacked whether it is an archive to unpack
         * @param into the target folder, relative to the data set's
         * @param megabytes approximate size; 0 if unknown
         */
        public record Part(RemoteFile file, boolean unpacked, String into, int megabytes) {}

        /** The approximate download size; empty if unknown. */
        public OptionalInt megabytes() {
            return files.stream().anyMatch(part -> part.megabytes() == 0)
                    ? OptionalInt.empty()
                    : OptionalInt.of(files.stream().mapToInt(Part::megabytes).sum());
        }
    }
}
