package org.wsol.engine.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsol.core.internal.Required;
import org.wsol.engine.weights.Pickle.RefusedException;
import org.wsol.engine.weights.Pickle.Storage;

/**
 * PyTorch's format before version 1.6, which most files of torchvision still use: five consecutive pickles (a magic
 * number, a version, machine information, the content, the keys of the storages), then each storage as its number of
 * elements and its values.
 */
final class PyTorchLegacy implements PyTorchStorages {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final FileChannel channel;
    private final Object content;
    private final Map<String, Long> begins = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();

    private PyTorchLegacy(FileChannel channel) throws IOException {
        this.channel = channel;
        long size = channel.size();
        ByteBuffer in = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, Integer.MAX_VALUE));
        if (!MAGIC.equals(Unpickler.read(in))) {
            throw new RefusedException("it does not start like a PyTorch file");
        }
        Object version = Unpickler.read(in);
        if (!Long.valueOf(VERSION).equals(version)) {
            throw new RefusedException("it is of version " + version + ", not " + VERSION);
        }
        Object machine = Unpickler.read(in);
        if (machine instanceof Map<?, ?> facts && Boolean.FALSE.equals(facts.get("little_endian"))) {
            throw new RefusedException("it was written on a machine with the other order of bytes");
        }
        // The storages themselves do not record their element size.
        Map<String, Integer> elementBytes = new HashMap<>();
        this.content = Unpickler.read(
                in, storage -> elementBytes.put(storage.key(), storage.type().bytes()));
        Object keys = Unpickler.read(in);
        locate(keys, elementBytes, in.position(), size);
    }

    static PyTorchLegacy open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new PyTorchLegacy(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void locate(Object keys, Map<String, Integer> elementBytes, long start, long size) throws IOException {
        if (!(keys instanceof List<?> list)) {
            throw new RefusedException("it does not list its storages");
        }
        long position = start;
        Set<String> known = new HashSet<>();
        for (Object key : list) {
            if (!(key instanceof String name) || !known.add(name)) {
                throw new RefusedException("its list of storages names one without a name, or twice");
            }
            Integer each = elementBytes.get(name);
            if (each == null) {
                throw new RefusedException("its storage '" + name + "' belongs to no tensor");
            }
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            fill(count, position);
            long elements = count.getLong(0);
            if (elements < 0 || elements > (size - position) / each) {
                throw new RefusedException(
                        "its storage '" + name + "' of " + elements + " elements extends beyond its end");
            }
            begins.put(name, position + Long.BYTES);
            bytes.put(name, elements * each);
            position += Long.BYTES + elements * each;
        }
    }

    private void fill(ByteBuffer target, long position) throws IOException {
        long next = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, next);
            if (count < 0) {
                throw new RefusedException("it ends too early");
            }
            next += count;
        }
    }

    @Override
    public Object content() {
        return content;
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public void read(Storage storage, long from, byte[] target) throws IOException {
        Long begin = begins.get(storage.key());
        if (begin == null) {
            throw new RefusedException("its storage '" + storage.key() + "' is missing");
        }
        long length = Required.value(bytes, storage.key());
        if (from + target.length > length) {
            throw new RefusedException("its storage '" + storage.key() + "' has " + length + " bytes, fewer than "
                    + (from + target.length));
        }
        fill(ByteBuffer.wrap(target), begin + from);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
