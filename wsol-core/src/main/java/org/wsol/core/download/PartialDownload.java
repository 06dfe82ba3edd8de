package org.wsol.core.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.core.progress.Progress;

/** The download of one file, possibly over several connections. */
final class PartialDownload {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int CHUNK = 1 << 16;
    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    private final HttpClient client;
    private final URI address;
    private final Path tagFile;
    private final FileChannel part;
    private final Downloader.Settings settings;
    private long position;
    private OptionalLong total = OptionalLong.empty();

    /** The server answered without sending the file. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Creates a download that may have been started before.
     *
     * @param partPath the file that is written, opened as {@code part}
     */
    PartialDownload(HttpClient client, URI address, Path partPath, FileChannel part, Downloader.Settings settings)
            throws IOException {
        this.client = client;
        this.address = address;
        this.tagFile = partPath.resolveSibling(partPath.getFileName() + ".etag");
        this.part = part;
        this.settings = settings;
        this.position = part.size();
    }

    /** Downloads the missing bytes; retries after failures as long as attempts make progress. */
    void run(String name, Progress progress) throws IOException, InterruptedException {
        int failures = 0;
        ProgressTask task = new ProgressTask(name, progress);
        try {
            while (true) {
                long before = position;
                try {
                    attempt(task);
                    return;
                } catch (RefusedException e) {
                    throw e;
                } catch (IOException e) {
                    failures = position > before ? 1 : failures + 1;
                    if (failures >= settings.attempts()) {
                        throw giveUp(e);
                    }
                    Thread.sleep(settings.pause().toMillis() << (failures - 1));
                }
            }
        } finally {
            task.close();
        }
    }

    private IOException giveUp(IOException last) {
        if (last instanceof ConnectException) {
            return last;
        }
        return new RefusedException("the connection to " + address.getHost() + " broke " + settings.attempts()
                + " times in a row (" + last.getMessage() + "), " + position / MEBIBYTE + " MiB of "
                + address.getPath() + " are kept and the same command resumes there");
    }

    private void attempt(ProgressTask task) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.stall())
                .header("User-Agent", "wsol")
                .header("Accept-Encoding", "identity");
        if (position > 0) {
            request.header("Range", "bytes=" + position + "-");
            tag().ifPresent(tag -> request.header("If-Range", tag));
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (accept(response)) {
                task.begin(position, total);
                copy(body, task);
            }
        }
        if (total.isPresent() && position < total.getAsLong()) {
            throw new IOException("it ended after " + position + " of " + total.getAsLong() + " bytes");
        }
    }

    /** Whether the response body is to be read; sets position and total length. */
    private boolean accept(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        boolean ranged = range.matches();
        if (status == PARTIAL && ranged && range.group(1) != null && Long.parseLong(range.group(1)) == position) {
            total = range.group(2).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(2)));
        } else if (status == OK) {
            startOver();
            total = response.headers().firstValueAsLong("Content-Length");
        } else if (status == RANGE_NOT_SATISFIABLE
                && ranged
                && Long.toString(position).equals(range.group(2))) {
            total = OptionalLong.of(position);
            return false;
        } else if (status == PARTIAL || status == RANGE_NOT_SATISFIABLE) {
            startOver();
            throw new IOException("the server sent a different range than requested");
        } else if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            throw new IOException("the server answered with status " + status);
        } else {
            throw new RefusedException(address + " answered with status " + status
                    + (status == 404 ? " (not found)" : status == 403 || status == 401 ? " (not allowed)" : ""));
        }
        keepTag(response);
        requireSpace();
        return true;
    }

    private void requireSpace() throws IOException {
        long missing = total.orElse(position) - position;
        long usable = Files.getFileStore(tagFile.toAbsolutePath().getParent()).getUsableSpace();
        if (missing > usable) {
            throw new RefusedException("the disk has " + usable / MEBIBYTE + " MiB left, and " + missing / MEBIBYTE
                    + " MiB of " + address.getPath() + " are still missing");
        }
    }

    private void copy(InputStream body, ProgressTask task) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (StallWatch watch = StallWatch.start(body, settings.stall())) {
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                watch.alive();
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
                while (bytes.hasRemaining()) {
                    position += part.write(bytes, position);
                }
                task.advance(position);
            }
            watch.requireAlive();
        }
    }

    /** Discards everything downloaded so far. */
    void startOver() throws IOException {
        part.truncate(0);
        position = 0;
        forget();
    }

    /** Deletes the record of the file's version. */
    void forget() throws IOException {
        Files.deleteIfExists(tagFile);
    }

    private Optional<String> tag() throws IOException {
        return Files.isRegularFile(tagFile) ? Optional.of(Files.readString(tagFile)) : Optional.empty();
    }

    private void keepTag(HttpResponse<?> response) throws IOException {
        Optional<String> tag = response.headers().firstValue("ETag").filter(text -> text.matches("\"[!#-~]{1,200}\""));
        if (tag.isPresent()) {
            Files.writeString(tagFile, tag.get());
        }
    }

    /** Whether the downloaded content starts like a web page. */
    boolean looksLikeAPage() throws IOException {
        ByteBuffer begin = ByteBuffer.allocate(256);
        part.read(begin, 0);
        String text =
                new String(begin.array(), StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype html") || text.startsWith("<html");
    }

    /** Counts in MiB, from the moment the length is known. */
    private static final class ProgressTask implements AutoCloseable {
        private final String name;
        private final Progress progress;
        private Optional<Progress.Task> task = Optional.empty();
        private long shown;

        ProgressTask(String name, Progress progress) {
            this.name = name;
            this.progress = progress;
        }

        void begin(long position, OptionalLong total) {
            if (task.isEmpty()) {
                task = Optional.of(progress.start("downloading " + name, total.orElse(0) / MEBIBYTE));
            }
            advance(position);
        }

        void advance(long position) {
            long mebibytes = position / MEBIBYTE;
            if (mebibytes > shown) {
                task.ifPresent(running -> running.step(mebibytes - shown, "MiB"));
                shown = mebibytes;
            }
        }

        @Override
        public void close() {
            task.ifPresent(Progress.Task::close);
        }
    }
}
