package org.wsol.engine.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Required;
import org.wsol.engine.graph.ParameterStore;

/**
 * Writes safetensors files. Files are written atomically: to a temporary file, which is read back, verified and then
 * moved. A checksum of its whole content is kept in its metadata.
 */
public final class SafeTensorsWriter {
    /** Data begins at a multiple of this, as the format recommends. */
    private static final int ALIGNMENT = 8;

    private static final JsonMapper JSON = new JsonMapper();

    private SafeTensorsWriter() {}

    /** Writes all parameters and running statistics of a network. */
    public static void write(Path path, ParameterStore store, Map<String, String> metadata) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        store.names().forEach(name -> arrays.put(name, store.get(name)));
        write(path, arrays, metadata);
    }

    /**
     * Writes named arrays; a file of that name is replaced.
     *
     * @param path the file; its folder must exist
     * @param arrays FLOAT (as F32) and DOUBLE (as F64) arrays of any shape and order
     * @param metadata texts to attach
     * @throws StorageException if the file cannot be written
     */
    public static void write(Path path, Map<String, INDArray> arrays, Map<String, String> metadata) {
        Path folder = Required.folderOf(path);
        try {
            // not createTempFile, whose files only their owner may read
            Path temporary = folder.resolve(path.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                fill(temporary, arrays, metadata);
                try (SafeTensors written = SafeTensors.open(temporary)) {
                    written.verify();
                }
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StorageException("cannot write weight file " + path, e);
        }
    }

    private static byte[] header(Map<String, INDArray> arrays, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode texts = root.putObject("__metadata__");
        metadata.forEach(texts::put);
        long position = 0;
        for (Map.Entry<String, INDArray> named : arrays.entrySet()) {
            INDArray array = named.getValue();
            ObjectNode entry = root.putObject(named.getKey());
            entry.put("dtype", elementType(named.getKey(), array).name());
            var shape = entry.putArray("shape");
            for (long extent : array.shape()) {
                shape.add(extent);
            }
            long end = position
                    + array.length() * elementType(named.getKey(), array).bytes();
            entry.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        try {
            String json = JSON.writeValueAsString(root);
            int length = json.getBytes(StandardCharsets.UTF_8).length;
            int padding = Math.floorMod(-length, ALIGNMENT);
            return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always proper JSON", e);
        }
    }

    private static ElementType elementType(String name, INDArray array) {
        return switch (array.dataType()) {
            case FLOAT -> ElementType.F32;
            case DOUBLE -> ElementType.F64;
            default -> throw new IllegalArgumentException("'" + name + "' is of type " + array.dataType());
        };
    }

    private static void fill(Path file, Map<String, INDArray> arrays, Map<String, String> metadata) throws IOException {
        // The checksum is known only after the data is written; the header reserves space for it with the same number
        // of digits.
        byte[] draft = header(arrays, withSum(metadata, "0".repeat(TensorChecksum.DIGITS)));
        TensorChecksum checksum = new TensorChecksum();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(Long.BYTES + draft.length);
            for (Map.Entry<String, INDArray> named : arrays.entrySet()) {
                INDArray array = named.getValue();
                checksum.tensor(
                        named.getKey(),
                        elementType(named.getKey(), array).name(),
                        java.util.Arrays.stream(array.shape()).boxed().toList());
                ByteBuffer bytes = bytes(array);
                checksum.bytes(bytes);
                writeFully(channel, bytes);
            }
            byte[] header = header(arrays, withSum(metadata, checksum.finish(metadata)));
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            length.putLong(header.length).flip();
            channel.position(0);
            writeFully(channel, length);
            writeFully(channel, ByteBuffer.wrap(header));
            channel.force(true);
        }
    }

    private static Map<String, String> withSum(Map<String, String> metadata, String sum) {
        Map<String, String> result = new LinkedHashMap<>(metadata);
        result.put(TensorChecksum.KEY, sum);
        result.put(TensorChecksum.MARK, TensorChecksum.KEY);
        return result;
    }

    private static ByteBuffer bytes(INDArray array) {
        try (INDArray flat = array.dup('c')) {
            int count = Math.toIntExact(flat.length());
            boolean single = flat.dataType() == DataType.FLOAT;
            ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(count, single ? Float.BYTES : Double.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (single) {
                buffer.asFloatBuffer().put(flat.data().asFloat());
            } else {
                buffer.asDoubleBuffer().put(flat.data().asDouble());
            }
            return buffer;
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
