package org.wsol.core.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.progress.Progress;

/**
 * Downloads published files into a folder. Partial content is stored as {@code NAME.part}; an interrupted download
 * resumes where it stopped, in this process or a later one. A file gets its final name only when it is complete and its
 * checksum is correct. Safe for several threads and processes: two never write the same file.
 */
public final class Downloader {
    private static final String PART = ".part";

    private final Settings settings;
    private final HttpClient client;

    /**
     * Download settings.
     *
     * @param mirror an address that serves the files by name, used instead of the published addresses
     * @param environment environment variables such as {@code https_proxy}
     * @param attempts how many times in a row a connection may fail without receiving a byte
     * @param stall how long a connection may stay silent
     * @param pause the pause before another attempt; doubled after each failure
     */
    public record Settings(
            Optional<URI> mirror, Map<String, String> environment, int attempts, Duration stall, Duration pause) {

        /** Default settings: five attempts, 30 seconds without data. */
        public static Settings standard(Optional<URI> mirror, Map<String, String> environment) {
            return new Settings(mirror, environment, 5, Duration.ofSeconds(30), Duration.ofSeconds(1));
        }
    }

    /** Creates a downloader; no connection is made until a file is requested. */
    public Downloader(Settings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.stall())
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(new EnvironmentProxies(settings.environment(), ProxySelector.getDefault()))
                .build();
    }

    /**
     * Returns a file in a folder; downloads it unless it exists and its checksum is correct.
     *
     * @param file the published file
     * @param folder the target folder; created if missing
     * @param progress notified after every MiB
     * @return the file's path
     * @throws DataException if the file cannot be downloaded; the message names the address and where to put the file
     *     manually
     */
    public Path fetch(RemoteFile file, Path folder, Progress progress) {
        Path target = folder.resolve(file.name());
        if (Files.isRegularFile(target)) {
            requireChecksum(file, target, "is not the published one; delete it to download it again");
            return target;
        }
        try {
            Files.createDirectories(folder);
            return locked(file, target, progress);
        } catch (IOException e) {
            throw new DataException("cannot write " + target + ": " + e + "; " + byHand(file, target), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException(
                    "the download of " + file.name() + " was interrupted; the same command resumes it", e);
        }
    }

    private Path locked(RemoteFile file, Path target, Progress progress) throws IOException, InterruptedException {
        Path part = target.resolveSibling(target.getFileName() + PART);
        try (FileChannel channel = FileChannel.open(
                        part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw busy(file);
            }
            if (Files.isRegularFile(target)) {
                Files.deleteIfExists(part);
                return target;
            }
            return whole(file, target, part, channel, progress);
        } catch (OverlappingFileLockException e) {
            throw busy(file);
        }
    }

    private static DataException busy(RemoteFile file) {
        return new DataException(file.name() + " is being downloaded by another process; wait for it");
    }

    private Path whole(RemoteFile file, Path target, Path part, FileChannel channel, Progress progress)
            throws IOException, InterruptedException {
        URI address = file.at(settings.mirror());
        PartialDownload download = new PartialDownload(client, address, part, channel, settings);
        boolean resumed = channel.size() > 0;
        bring(file, target, download, progress);
        if (resumed && !matches(file, part)) {
            // The existing content may belong to another version of the file.
            download.startOver();
            bring(file, target, download, progress);
        }
        if (!matches(file, part)) {
            String found = Sha256.of(part);
            String page = download.looksLikeAPage() ? " (a web page, it seems)" : "";
            download.startOver();
            throw new DataException(
                    address + " has SHA-256 " + found.substring(0, 16) + "..." + page + ", not the published "
                            + file.checksum().orElseThrow() + "; nothing was kept. Try again, or another --mirror; "
                            + byHand(file, target));
        }
        channel.force(true);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        download.forget();
        return target;
    }

    private void bring(RemoteFile file, Path target, PartialDownload download, Progress progress)
            throws IOException, InterruptedException {
        try {
            download.run(file.name(), progress);
        } catch (PartialDownload.RefusedException e) {
            throw new DataException(e.getMessage() + "; " + byHand(file, target), e);
        } catch (ConnectException | UnresolvedAddressException e) {
            throw new DataException(
                    "cannot reach " + file.at(settings.mirror()).getHost() + "; " + byHand(file, target), e);
        }
    }

    private static boolean matches(RemoteFile file, Path path) throws IOException {
        return file.checksum().isEmpty()
                || Sha256.of(path).startsWith(file.checksum().get());
    }

    /**
     * Checks the checksum of an existing file.
     *
     * @throws InvalidInputException if it is not the published file
     */
    private static void requireChecksum(RemoteFile file, Path path, String problem) {
        try {
            if (!matches(file, path)) {
                throw new InvalidInputException(path + " " + problem + " (SHA-256 " + Sha256.of(path) + ", published: "
                        + file.checksum().orElse("none") + ")");
            }
        } catch (IOException e) {
            throw new DataException("cannot read " + path + ": " + WsolException.reason(e), e);
        }
    }

    /** Instructions for use without a network. */
    private static String byHand(RemoteFile file, Path target) {
        return "without a network here: download " + file.address() + " elsewhere and put it at "
                + target.toAbsolutePath();
    }

    /** The folder for downloaded files. */
    public static final class CacheFolder {
        /** The environment variable that selects another folder. */
        public static final String VARIABLE = "WSOL_CACHE";

        private CacheFolder() {}

        /** The system property that selects another folder; it takes precedence over the variable. */
        public static final String PROPERTY = "wsol.cache";

        /**
         * The folder given by the system property {@code wsol.cache} or the variable {@code WSOL_CACHE}; otherwise {@code
         * .cache/wsol} in the home folder.
         */
        public static Path of(Map<String, String> environment) {
            String named = System.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
            return named.isBlank() ? PathNames.home().resolve(".cache/wsol") : Path.of(named);
        }
    }
}
