package org.wsol.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.wsol.engine.weights.Pickle.RefusedException;

/**
 * PyTorch's format since version 1.6: a zip archive with {@code NAME/data.pkl}, a pickle, and one file for each storage,
 * {@code NAME/data/KEY}.
 */
final class PyTorchArchive implements PyTorchStorages {
    private static final String PICKLE = "data.pkl";
    private static final int CHUNK = 1 << 16;

    /** A pickle of 300,000 tensors has 30 MB. */
    private static final int LARGEST_PICKLE = 256 << 20;

    private final ZipFile zip;
    private final String folder;
    private final Object content;
    private final ByteOrder order;
    private final Set<String> checked = new HashSet<>();

    private PyTorchArchive(ZipFile zip) throws IOException {
        this.zip = zip;
        ZipEntry pickle = zip.stream()
                .filter(entry ->
                        entry.getName().equals(PICKLE) || entry.getName().endsWith("/" + PICKLE))
                .findFirst()
                .map(ZipEntry.class::cast)
                .orElseThrow(() -> new RefusedException("it is a zip archive without the " + PICKLE + " of PyTorch"));
        this.folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw new RefusedException("it contains a program (TorchScript), not only weights;"
                    + " save model.state_dict() instead of the model");
        }
        this.order = byteOrder();
        this.content = Unpickler.read(ByteBuffer.wrap(whole(pickle, LARGEST_PICKLE)));
    }

    static PyTorchArchive open(Path path) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        try {
            return new PyTorchArchive(zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private ByteOrder byteOrder() throws IOException {
        ZipEntry entry = zip.getEntry(folder + "byteorder");
        return entry != null
                        && new String(whole(entry, CHUNK), StandardCharsets.US_ASCII)
                                .strip()
                                .equals("big")
                ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN;
    }

    private byte[] whole(ZipEntry entry, int largest) throws IOException {
        if (entry.getSize() > largest) {
            throw new RefusedException("its " + entry.getName() + " has " + entry.getSize() + " bytes");
        }
        requireChecksum(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(largest);
        }
    }

    /** The JDK does not verify the checksums of uncompressed entries such as weights. */
    private void requireChecksum(ZipEntry entry) throws IOException {
        if (!checked.add(entry.getName())) {
            return;
        }
        CRC32 sum = new CRC32();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sum.update(chunk, 0, count);
            }
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new RefusedException("the checksum of " + entry.getName() + " in it is wrong");
        }
    }

    @Override
    public Object content() {
        return content;
    }

    @Override
    public ByteOrder order() {
        return order;
    }

    @Override
    public void read(Pickle.Storage storage, long from, byte[] target) throws IOException {
        ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
        if (entry == null) {
            throw new RefusedException("its storage '" + storage.key() + "' is missing");
        }
        if (entry.getSize() < from + target.length) {
            throw new RefusedException("its storage '" + storage.key() + "' has " + entry.getSize()
                    + " bytes, fewer than " + (from + target.length));
        }
        requireChecksum(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(from);
            if (in.readNBytes(target, 0, target.length) < target.length) {
                throw new RefusedException("its storage '" + storage.key() + "' ends too early");
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
