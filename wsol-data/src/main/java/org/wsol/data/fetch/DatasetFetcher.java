package org.wsol.data.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.io.file.PathUtils;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.download.Downloader;
import org.wsol.core.progress.Progress;
import org.wsol.data.fetch.DatasetCatalogue.PublishedDataset;

/**
 * Downloads a data set and unpacks it. Its folder is created when it is complete; interrupted downloads are kept next
 * to it and resumed.
 */
public final class DatasetFetcher {
    private static final long MEBIBYTE = 1L << 20;

    /** JPEG images are hardly compressed in an archive; annotations may be compressed to a tenth. */
    private static final long LARGEST_GROWTH = 12;

    private static final long MOST_ENTRIES = 500_000;

    private final Downloader downloader;
    private final Progress progress;

    /** Creates a fetcher that reports its progress. */
    public DatasetFetcher(Downloader downloader, Progress progress) {
        this.downloader = downloader;
        this.progress = progress;
    }

    /**
     * Fetches a data set.
     *
     * @param parent the folder in which the data set's folder is created
     * @return the root of the data set, with a layout supported by {@code auto}
     * @throws InvalidInputException if a file or folder of that name exists
     * @throws org.wsol.core.DataException if a file cannot be downloaded, is not the published one, or contains
     *     forbidden entries
     * @throws StorageException if the folder cannot be written
     */
    public Path fetch(PublishedDataset dataset, Path parent) {
        Path target = parent.resolve(dataset.name());
        if (Files.exists(target)) {
            throw new InvalidInputException(target + " already exists; use it, or remove it first");
        }
        Path downloads = parent.resolve(dataset.name() + ".downloads");
        Path unpacking = parent.resolve(dataset.name() + ".unpacking");
        try {
            for (PublishedDataset.Part part : dataset.files()) {
                downloader.fetch(part.file(), downloads.resolve(part.into()), progress);
            }
            deleteFolder(unpacking);
            try {
                for (PublishedDataset.Part part : dataset.files()) {
                    place(part, downloads.resolve(part.into()), unpacking);
                }
                if (dataset.name().equals("pets")) {
                    PetsArrangement.arrange(unpacking);
                }
                Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteFolder(unpacking);
            }
            deleteFolder(downloads);
        } catch (IOException e) {
            throw new StorageException("cannot write " + target, e);
        }
        return dataset.root().isEmpty() ? target : target.resolve(dataset.root());
    }

    private void place(PublishedDataset.Part part, Path downloads, Path unpacking) throws IOException {
        Path folder = Files.createDirectories(unpacking.resolve(part.into()));
        Path file = downloads.resolve(part.file().name());
        if (part.unpacked()) {
            long bytes = Math.max(Files.size(file), MEBIBYTE) * LARGEST_GROWTH;
            ArchiveUnpacker.unpack(file, folder, new ArchiveUnpacker.Limits(bytes, MOST_ENTRIES), progress);
        } else {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            PathUtils.deleteDirectory(folder);
        }
    }
}
