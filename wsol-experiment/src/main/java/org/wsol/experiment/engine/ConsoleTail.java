package org.wsol.experiment.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Passes on the lines that another process appends to a file after this object was created. Not thread-safe. */
public final class ConsoleTail {
    private final Path file;
    private final Consumer<String> heard;
    private long position;
    private String last = "";

    /** Starts at the end of a file, which need not exist. */
    public ConsoleTail(Path file, Consumer<String> heard) {
        this.file = file;
        this.heard = heard;
        this.position = length();
    }

    private long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Passes on the complete lines added since the last call. */
    public void poll() {
        if (length() <= position) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            byte[] news = new byte[(int) Math.min(1 << 20, in.length() - position)];
            in.readFully(news);
            int whole = lastLineEnd(news);
            position += whole;
            new String(news, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::hear);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private void hear(String line) {
        if (!line.isBlank()) {
            last = line.strip();
        }
        heard.accept(line);
    }

    /** The last non-blank line; empty if there is none. */
    public String last() {
        return last;
    }
}
