package org.wsol.pipeline.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.Digests;
import org.wsol.core.internal.Required;

/** Reads and verifies the entries of an archive: headers byte by byte, contents with CRC-32 and SHA-256. */
final class ArchiveReader {
    private static final int CHUNK = 1 << 18;
    private static final int NAME_LENGTH_AT = 26;
    private static final int CRC_AT = 14;
    private static final int SIZE_AT = 22;

    private final Path path;
    private final FileChannel channel;

    private ArchiveReader(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * The entries by name.
     *
     * @throws InvalidInputException if the file is not an archive, or was modified after it was written
     */
    static Map<String, ZipHeaders.Entry> entries(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ArchiveReader reader = new ArchiveReader(path, channel);
            Map<String, ZipHeaders.Entry> entries = reader.layout();
            reader.verify(entries);
            return entries;
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + WsolException.reason(e), e);
        }
    }

    /** The bytes of a verified entry. */
    static byte[] content(Path path, ZipHeaders.Entry entry) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new ArchiveReader(path, channel).bytes(entry.data(), Math.toIntExact(entry.size()));
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + WsolException.reason(e), e);
        }
    }

    /** Copies the bytes of a verified entry to a new file. */
    static void copy(Path path, ZipHeaders.Entry entry, Path file) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                FileChannel copy = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = entry.data(); at < entry.end(); ) {
                long copied = channel.transferTo(at, entry.end() - at, copy);
                if (copied == 0) {
                    throw new IOException("it ends too early");
                }
                at += copied;
            }
        } catch (IOException e) {
            throw new StorageException("cannot copy " + entry.name() + " of " + path + " to " + file, e);
        }
    }

    private Map<String, ZipHeaders.Entry> layout() throws IOException {
        Map<String, ZipHeaders.Entry> entries = new LinkedHashMap<>();
        long at = 0;
        while (at + ZipHeaders.LOCAL_BYTES <= channel.size() && signature(at) == ZipHeaders.LOCAL_SIGNATURE) {
            ZipHeaders.Entry entry = entry(at);
            if (entries.put(entry.name(), entry) != null) {
                throw refused("it has two entries named " + entry.name());
            }
            if (entries.size() > EntryRules.MOST_ENTRIES) {
                throw refused("it has more than " + EntryRules.MOST_ENTRIES + " entries");
            }
            at = entry.end();
        }
        if (entries.isEmpty()) {
            throw new InvalidInputException(
                    path
                            + " is not a localizer: name the folder of a run, or a file that 'wsol export RUN --out NAME.wsol' wrote");
        }
        byte[] directory = ZipHeaders.directory(new ArrayList<>(entries.values()), at);
        if (channel.size() - at != directory.length || !Arrays.equals(bytes(at, directory.length), directory)) {
            throw damaged("its table of contents does not fit its entries");
        }
        return entries;
    }

    private int signature(long at) throws IOException {
        return buffer(at, Integer.BYTES).getInt();
    }

    private ZipHeaders.Entry entry(long at) throws IOException {
        ByteBuffer header = buffer(at, ZipHeaders.LOCAL_BYTES);
        int nameLength = Short.toUnsignedInt(header.getShort(NAME_LENGTH_AT));
        long size = Integer.toUnsignedLong(header.getInt(SIZE_AT));
        long data = at + ZipHeaders.LOCAL_BYTES + nameLength;
        if (data > channel.size()) {
            throw damaged("it ends within the name of an entry");
        }
        String name = new String(bytes(at + ZipHeaders.LOCAL_BYTES, nameLength), StandardCharsets.ISO_8859_1);
        if (!EntryRules.isAllowed(name)) {
            throw refused("the name of an entry is not allowed: '"
                    + name.replaceAll("[^\\x20-\\x7e]", "?").substring(0, Math.min(name.length(), 80)) + "'");
        }
        if (size > EntryRules.largest(name)) {
            throw refused(
                    "the entry " + name + " declares " + size + " bytes, the limit is " + EntryRules.largest(name));
        }
        if (data + size > channel.size()) {
            throw damaged("it ends within the entry " + name);
        }
        int crc = header.getInt(CRC_AT);
        byte[] expected = ZipHeaders.local(name, crc, size);
        if (!Arrays.equals(bytes(at, expected.length), expected)) {
            throw damaged("the header of the entry " + name + " was changed after it was written");
        }
        return new ZipHeaders.Entry(name, crc, size, at);
    }

    private void verify(Map<String, ZipHeaders.Entry> entries) throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        for (ZipHeaders.Entry entry : entries.values()) {
            sums.put(entry.name(), sum(entry));
        }
        for (String needed : List.of(EntryRules.DESCRIPTION, EntryRules.WEIGHTS, EntryRules.SUMS)) {
            if (!entries.containsKey(needed)) {
                throw damaged("it has no " + needed);
            }
        }
        ZipHeaders.Entry list = Required.value(entries, EntryRules.SUMS);
        String written = new String(bytes(list.data(), (int) list.size()), StandardCharsets.UTF_8);
        sums.remove(EntryRules.SUMS);
        if (!written.equals(sums(sums))) {
            throw damaged("its contents do not have the checksums that " + EntryRules.SUMS + " names");
        }
    }

    /** The list of checksums, in the format of {@code sha256sum}. */
    static String sums(Map<String, String> sums) {
        StringBuilder list = new StringBuilder();
        sums.forEach((name, sum) -> list.append(sum).append("  ").append(name).append('\n'));
        return list.toString();
    }

    private String sum(ZipHeaders.Entry entry) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = Digests.sha256();
        for (long at = entry.data(); at < entry.end(); at += CHUNK) {
            byte[] chunk = bytes(at, (int) Math.min(CHUNK, entry.end() - at));
            crc.update(chunk);
            digest.update(chunk);
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw damaged("the entry " + entry.name() + " does not have its checksum");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private ByteBuffer buffer(long at, int length) throws IOException {
        return ByteBuffer.wrap(bytes(at, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] bytes(long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return buffer.array();
    }

    private InvalidInputException damaged(String how) {
        return new InvalidInputException(path + " is damaged: " + how
                + ". Use a copy, or export it again; a repacked archive is rejected as well");
    }

    private InvalidInputException refused(String why) {
        return new InvalidInputException(path + " is refused: " + why + ". Localizers do not contain this");
    }
}
