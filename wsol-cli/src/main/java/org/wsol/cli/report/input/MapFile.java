package org.wsol.cli.report.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;

/** The maps of a run, a {@code .npy} file of float32 values shaped (N, height, width); maps are read one at a time. */
final class MapFile implements Closeable {
    private static final Pattern HEADER = Pattern.compile(
            "'descr':\\s*'<f4'.*'fortran_order':\\s*False.*'shape':\\s*\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)");
    private static final int PREAMBLE = 10;

    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final int count;
    private final int height;
    private final int width;

    private MapFile(Path file, FileChannel channel, long dataStart, Matcher header) {
        this.file = file;
        this.channel = channel;
        this.dataStart = dataStart;
        this.count = Integer.parseInt(header.group(1));
        this.height = Integer.parseInt(header.group(2));
        this.width = Integer.parseInt(header.group(3));
    }

    static MapFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            ByteBuffer preamble = read(channel, 0, PREAMBLE);
            int headerLength = Short.toUnsignedInt(preamble.getShort(8));
            String text = StandardCharsets.ISO_8859_1
                    .decode(read(channel, PREAMBLE, headerLength))
                    .toString();
            Matcher header = HEADER.matcher(text);
            if (preamble.get(6) != 1 || !header.find()) {
                throw new InvalidInputException(file
                        + ": expected a .npy file of float32 maps shaped (N, height, width), found " + text.strip());
            }
            return new MapFile(file, channel, PREAMBLE + headerLength, header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    int count() {
        return count;
    }

    ScoreMap map(int index) throws IOException {
        if (index < 0 || index >= count) {
            throw new InvalidInputException(file + ": has " + count + " maps, but images.csv asks for number " + index);
        }
        float[] values = new float[height * width];
        long bytes = (long) values.length * Float.BYTES;
        read(channel, dataStart + index * bytes, (int) bytes).asFloatBuffer().get(values);
        return ScoreMap.of(height, width, values);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ends before byte " + (position + length));
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
