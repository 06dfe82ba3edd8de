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

/** Data sets that may be downloaded freely: the file {@code catalogue.tsv} beside this class. */
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
     * The data set of a name.
     *
     * @throws InvalidInputException when there is none, with those there are
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
     * A data set that may be downloaded freely.
     *
     * @param name its name here: {@code cub200}
     * @param title its full name
     * @param page where its authors describe it
     * @param terms its terms of use, in a sentence or two
     * @param root the folder in it that has a known layout; empty where it is the whole data set
     * @param files what it consists of
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
         * @param unpacked whether it is an archive to unpack, or kept as it is
         * @param into the folder it goes to, relative to the data set's
         * @param megabytes roughly its size; 0 where it is not known
         */
        public record Part(RemoteFile file, boolean unpacked, String into, int megabytes) {}

        /** Roughly how much is downloaded; empty where that is not known. */
        public OptionalInt megabytes() {
            return files.stream().anyMatch(part -> part.megabytes() == 0)
                    ? OptionalInt.empty()
                    : OptionalInt.of(files.stream().mapToInt(Part::megabytes).sum());
        }
    }
}
