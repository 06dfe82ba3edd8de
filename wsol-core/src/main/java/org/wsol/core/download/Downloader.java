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
import org.wsol.core.progress.Progress;

/**
 * Downloads published files into a folder. What arrives is kept under {@code NAME.part}; a download that was cut off resumes
 * where it ended, in this process or the next. Only a whole file whose checksum is right gets its name. Safe for several
 * threads and processes: two never write the same file.
 */
public final class Downloader {
    private static final String PART = ".part";

    private final Settings settings;
    private final HttpClient client;

    /**
     * How to download.
     *
     * @param mirror an address that has the files by their names, instead of where they are published
     * @param environment holds {@code https_proxy} and the like
     * @param attempts how often in a row a connection may fail without bringing a single byte
     * @param stall how long a connection may stay silent
     * @param pause before another attempt; twice as long each time
     */
    public record Settings(
            Optional<URI> mirror, Map<String, String> environment, int attempts, Duration stall, Duration pause) {

        /** The usual: five attempts, half a minute of silence. */
        public static Settings standard(Optional<URI> mirror, Map<String, String> environment) {
            return new Settings(mirror, environment, 5, Duration.ofSeconds(30), Duration.ofSeconds(1));
        }
    }

    /** A downloader; it makes no connection before it is asked for a file. */
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
     * The file in a folder; downloaded unless it is there and its checksum is right.
     *
     * @param file the published file
     * @param folder where it is kept; created when missing
     * @param progress told of every MiB
     * @return the file's path
     * @throws DataException when it cannot be had, saying the address and where to put the file by hand
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
            // What was there before may have been of another version of the file.
            download.startOver();
            bring(file, target, download, progress);
        }
        if (!matches(file, part)) {
            String found = Sha256.of(part);
            String page = download.looksLikeAPage() ? " (a web page, it seems)" : "";
            download.startOver();
            throw new DataException(
                    address + " gave " + found.substring(0, 16) + "... as SHA-256" + page + ", not the published "
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
     * Checks a file that is there.
     *
     * @throws InvalidInputException when it is not the published one
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

    /** What to do without a network. */
    private static String byHand(RemoteFile file, Path target) {
        return "without a network here: download " + file.address() + " elsewhere and put it at "
                + target.toAbsolutePath();
    }
}
