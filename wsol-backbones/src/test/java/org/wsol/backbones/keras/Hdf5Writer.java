package org.wsol.backbones.keras;

import io.jhdf.checksum.ChecksumUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes HDF5 files with groups in groups as Keras does, in the format's newer form: superblock 3, version 2 object
 * headers with links in them, contiguous float32 data. Written from the format's specification.
 */
final class Hdf5Writer implements AutoCloseable {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK = 48;

    private final Path path;
    private final Group root = new Group();

    private sealed interface Node {}

    private record Group(Map<String, Node> children) implements Node {
        Group() {
            this(new LinkedHashMap<>());
        }
    }

    private record Data(float[] values, long[] shape) implements Node {}

    Hdf5Writer(Path path) {
        this.path = path;
    }

    /** A data set in Keras's layout, {@code layer/layer/kernel:0}. */
    Hdf5Writer put(String layer, String dataset, float[] values, long... shape) {
        return putAt(layer + "/" + layer + "/" + dataset, values, shape);
    }

    Hdf5Writer putAt(String name, float[] values, long... shape) {
        Group group = root;
        String[] parts = name.split("/");
        for (String part : Arrays.copyOf(parts, parts.length - 1)) {
            group = (Group) group.children().computeIfAbsent(part, unused -> new Group());
        }
        group.children().put(parts[parts.length - 1], new Data(values, shape));
        return this;
    }

    /** A data set without values, which takes no space in the file. */
    Hdf5Writer declareAt(String name, long... shape) {
        return putAt(name, new float[0], shape);
    }

    @Override
    public void close() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long rootAddress = write(root, body);
        ByteBuffer start = buffer(SUPERBLOCK);
        start.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 3, 8, 8, 0});
        start.putLong(0).putLong(UNDEFINED).putLong(SUPERBLOCK + body.size()).putLong(rootAddress);
        start.putInt(checksum(start));
        try (var out = Files.newOutputStream(path)) {
            out.write(start.array());
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long write(Node node, ByteArrayOutputStream body) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        if (node instanceof Group group) {
            ByteBuffer noIndex = buffer(18);
            noIndex.putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED);
            messages.writeBytes(message(2, noIndex));
            group.children().forEach((name, child) -> messages.writeBytes(link(name, write(child, body))));
        } else if (node instanceof Data data) {
            messages.writeBytes(dataMessages(data, body));
        }
        ByteBuffer header = buffer(4 + 2 + 4 + messages.size() + 4);
        header.put("OHDR".getBytes(StandardCharsets.US_ASCII)).put((byte) 2).put((byte) 2);
        header.putInt(messages.size()).put(messages.toByteArray());
        header.putInt(checksum(header));
        return append(body, header.array());
    }

    private static byte[] link(String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer link = buffer(1 + 1 + 1 + text.length + 8);
        link.put((byte) 1).put((byte) 0).put((byte) text.length).put(text).putLong(address);
        return message(6, link);
    }

    private static byte[] dataMessages(Data data, ByteArrayOutputStream body) {
        ByteBuffer space = buffer(4 + 8 * data.shape().length);
        space.put((byte) 2).put((byte) data.shape().length).put((byte) 0).put((byte)
                (data.shape().length == 0 ? 0 : 1));
        Arrays.stream(data.shape()).forEach(space::putLong);
        ByteBuffer type = buffer(20);
        // IEEE 754 binary32, little-endian: sign at bit 31, exponent 23 to 30 with bias 127, mantissa 0 to 22.
        type.put((byte) 0x11).put((byte) 0x20).put((byte) 31).put((byte) 0).putInt(4);
        type.putShort((short) 0).putShort((short) 32);
        type.put((byte) 23).put((byte) 8).put((byte) 0).put((byte) 23).putInt(127);
        ByteBuffer values = buffer(4 * data.values().length);
        values.asFloatBuffer().put(data.values());
        ByteBuffer layout = buffer(18);
        layout.put((byte) 3).put((byte) 1);
        layout.putLong(data.values().length == 0 ? UNDEFINED : append(body, values.array()));
        layout.putLong(values.capacity());
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        messages.writeBytes(message(1, space));
        messages.writeBytes(message(3, type));
        messages.writeBytes(message(8, layout));
        return messages.toByteArray();
    }

    private static byte[] message(int type, ByteBuffer content) {
        ByteBuffer message = buffer(4 + content.capacity());
        message.put((byte) type)
                .putShort((short) content.capacity())
                .put((byte) 0)
                .put(content.array());
        return message.array();
    }

    private static long append(ByteArrayOutputStream body, byte[] bytes) {
        long address = SUPERBLOCK + body.size();
        body.writeBytes(bytes);
        return address;
    }

    private static int checksum(ByteBuffer written) {
        return ChecksumUtils.checksum(Arrays.copyOf(written.array(), written.position()));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
