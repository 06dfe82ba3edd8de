package org.wsol.data.fetch;

import java.util.List;
import java.util.OptionalInt;
import org.wsol.core.download.RemoteFile;

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
public record PublishedDataset(String name, String title, String page, String terms, String root, List<Part> files) {

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
