package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

/**
 * Writes an event file TensorBoard reads: records of length, masked CRC-32C, content and masked CRC-32C, where the
 * content is a protocol buffer {@code Event}.
 */
final class TensorBoardEvents implements Tracker {
    private static final int MASK_DELTA = 0xa282ead8;
    private final OutputStream out;
    private final Path file;

    /** Starts a new file in a folder, which is created if missing; files of an interrupted run are kept. */
    public TensorBoardEvents(Path folder) {
        this.file = folder.resolve("events.out.tfevents." + System.currentTimeMillis() / 1000 + "."
                + UUID.randomUUID().toString().substring(0, 8));
        try {
            Files.createDirectories(folder);
            this.out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
        write(event(0).text(3, "brain.Event:2"));
    }

    @Override
    public void metrics(MetricEvent event) {
        ProtoWriter summary = new ProtoWriter();
        event.values()
                .forEach((name, value) -> summary.message(
                        1, new ProtoWriter().text(1, event.kind() + "/" + name).single(2, value.floatValue())));
        write(event(event.step()).message(5, summary));
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        ProtoWriter picture = new ProtoWriter()
                .number(1, image.getHeight())
                .number(2, image.getWidth())
                .number(3, 3)
                .bytes(4, PngOutput.bytes(image));
        ProtoWriter value = new ProtoWriter().text(1, name).message(4, picture);
        write(event(step).message(5, new ProtoWriter().message(1, value)));
    }

    private static ProtoWriter event(long step) {
        return new ProtoWriter().real(1, System.currentTimeMillis() / 1e3).number(2, step);
    }

    private void write(ProtoWriter event) {
        byte[] content = event.toBytes();
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(content.length)
                .array();
        ByteBuffer recordBytes = ByteBuffer.allocate(16 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        recordBytes.put(length).putInt(maskedCrc(length)).put(content).putInt(maskedCrc(content));
        try {
            out.write(recordBytes.array());
            out.flush();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    /** The checksum rotated by 15 bits plus a constant, as the record format demands. */
    static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + MASK_DELTA;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
