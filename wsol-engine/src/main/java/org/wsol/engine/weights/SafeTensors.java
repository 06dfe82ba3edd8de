package org.wsol.engine.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * Reads safetensors files: 8 bytes of header length (little-endian), a JSON header, the raw data. The header is fully
 * validated against the file before a value is read. Written from the format's description; {@link SafeTensorsWriter}
 * writes them.
 */
public final class SafeTensors implements WeightFile {
    private static final int LENGTH_BYTES = Long.BYTES;

    /** The format's own limit for the header. */
    private static final long LARGEST_HEADER = 100_000_000;

    private static final int CHUNK = 1 << 18;

    private final Path path;
    private final FileChannel channel;
    private final long dataStart;
    private final SafeTensorsHeader header;

    private SafeTensors(Path path, FileChannel channel, long dataStart, SafeTensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.dataStart = dataStart;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws InvalidInputException if it cannot be read or is not a proper safetensors file
     */
    public static SafeTensors open(Path path) {
        return open(path, channel -> new Region(0, channel.size()));
    }

    /**
     * Opens a file stored uncompressed within another one, and checks its header.
     *
     * @param path the outer file
     * @param begin where the inner one begins
     * @param length its bytes
     * @throws InvalidInputException if it cannot be read or is not a proper safetensors file
     */
    public static SafeTensors within(Path path, long begin, long length) {
        return open(path, channel -> new Region(begin, length));
    }

    /** The region of a file that contains the tensors. */
    private record Region(long begin, long length) {}

    /** Finds the region of an open file. */
    private interface Placement {
        Region in(FileChannel channel) throws IOException;
    }

    private static SafeTensors open(Path path, Placement placement) {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new InvalidInputException("cannot open weight file " + path + ": " + WsolException.reason(e), e);
        }
        try {
            return read(path, channel, placement.in(channel));
        } catch (IOException e) {
            closeAfter(e, channel);
            throw new InvalidInputException("cannot read weight file " + path + ": " + WsolException.reason(e), e);
        } catch (RuntimeException e) {
            closeAfter(e, channel);
            throw e;
        }
    }

    private static void closeAfter(Exception cause, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static SafeTensors read(Path path, FileChannel channel, Region region) throws IOException {
        long size = region.length();
        if (size < LENGTH_BYTES) {
            throw SafeTensorsHeader.invalid(path, "it has only " + size + " bytes", null);
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, region.begin());
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > LARGEST_HEADER || headerBytes > size - LENGTH_BYTES) {
            throw SafeTensorsHeader.invalid(
                    path,
                    "it announces a header of " + Long.toUnsignedString(headerBytes) + " bytes in a file of " + size,
                    null);
        }
        byte[] json = new byte[(int) headerBytes];
        fill(channel, ByteBuffer.wrap(json), region.begin() + LENGTH_BYTES);
        long head = LENGTH_BYTES + headerBytes;
        return new SafeTensors(path, channel, region.begin() + head, SafeTensorsHeader.parse(path, json, size - head));
    }

    /** The metadata of the file, without the checksum. */
    public Map<String, String> metadata() {
        Map<String, String> texts = new LinkedHashMap<>(header.metadata());
        texts.remove(TensorChecksum.KEY);
        texts.remove(TensorChecksum.MARK);
        return texts;
    }

    /** Whether the file carries a checksum, as all files do that {@link SafeTensorsWriter} writes. */
    public boolean hasChecksum() {
        return header.metadata().containsKey(TensorChecksum.KEY)
                || header.metadata().containsKey(TensorChecksum.MARK);
    }

    /**
     * Reads the whole file and verifies its checksum; a file without one is accepted.
     *
     * @throws InvalidInputException if something in the file has changed since it was written
     */
    public void verify() {
        if (!hasChecksum()) {
            return;
        }
        TensorChecksum checksum = new TensorChecksum();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            for (SafeTensorsHeader.Entry entry : header.tensors().values()) {
                checksum.tensor(
                        entry.info().name(), entry.type().name(), entry.info().shape());
                for (long at = entry.begin(); at < entry.end(); at += chunk.limit()) {
                    chunk.clear().limit((int) Math.min(CHUNK, entry.end() - at));
                    fill(channel, chunk, dataStart + at);
                    checksum.bytes(chunk.rewind());
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot read weight file " + path + ": " + WsolException.reason(e), e);
        }
        if (!checksum.finish(metadata()).equals(header.metadata().get(TensorChecksum.KEY))
                || !TensorChecksum.KEY.equals(header.metadata().get(TensorChecksum.MARK))) {
            throw new InvalidInputException("weight file " + path
                    + " is damaged: its checksum does not match. Use a copy, or create it again.");
        }
    }

    /**
     * Not memory-mapped: a mapped file cannot be replaced on Windows, and truncating it while it is mapped crashes the
     * JVM.
     */
    private static void fill(FileChannel channel, ByteBuffer chunk, long position) throws IOException {
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, position + chunk.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
    }

    /**
     * As {@link #read}, for values that are used in computations.
     *
     * @throws InvalidInputException if a value is NaN or infinite
     */
    public float[] readFinite(String name) {
        float[] values = read(name);
        FiniteValues.require("weight file " + path, name, values);
        return values;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Collection<TensorInfo> tensors() {
        return header.tensors().values().stream()
                .map(SafeTensorsHeader.Entry::info)
                .toList();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(header.tensors().get(name)).map(SafeTensorsHeader.Entry::info);
    }

    @Override
    public float[] read(String name) {
        SafeTensorsHeader.Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw new InvalidInputException("weight file " + path + " has no tensor named '" + name + "'");
        }
        if (entry.end() - entry.begin() > Integer.MAX_VALUE) {
            throw new InvalidInputException("weight file " + path + ": tensor '" + name + "' has "
                    + (entry.end() - entry.begin()) + " bytes, more than can be read at once (2 GiB)");
        }
        try {
            return values(entry);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "cannot read tensor '" + name + "' of weight file " + path + ": " + WsolException.reason(e), e);
        }
    }

    private float[] values(SafeTensorsHeader.Entry entry) throws IOException {
        float[] values = new float[(int) entry.count()];
        ByteBuffer chunk = chunk(entry);
        int done = 0;
        for (long at = entry.begin(); at < entry.end(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, entry.end() - at));
            fill(channel, chunk, dataStart + at);
            entry.type().read(chunk.rewind(), values, done);
            done += chunk.limit() / entry.type().bytes();
        }
        return values;
    }

    private static ByteBuffer chunk(SafeTensorsHeader.Entry entry) {
        return ByteBuffer.allocate((int) Math.min(CHUNK, entry.end() - entry.begin()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot close " + path, e);
        }
    }
}
