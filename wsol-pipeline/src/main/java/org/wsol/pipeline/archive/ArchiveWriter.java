package org.wsol.pipeline.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Digests;
import org.wsol.core.internal.io.AtomicFiles;

/** Writes archives: uncompressed entries in the given order, with the list of their checksums last. */
final class ArchiveWriter {
    private static final int CHUNK = 1 << 18;

    private ArchiveWriter() {}

    /** The source of an entry's bytes; read twice, once for the checksum and once for writing. */
    interface Source {
        InputStream open() throws IOException;

        static Source of(byte[] content) {
            return () -> new java.io.ByteArrayInputStream(content);
        }

        static Source of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }

        static Source of(Path file) {
            return () -> Files.newInputStream(file);
        }
    }

    private record Summed(String name, Source source, long size, int crc, String sha256) {}

    static void write(Path target, Map<String, Source> contents) {
        try {
            List<Summed> entries = new ArrayList<>();
            Map<String, String> sums = new LinkedHashMap<>();
            for (Map.Entry<String, Source> content : contents.entrySet()) {
                Summed entry = summed(content.getKey(), content.getValue());
                entries.add(entry);
                sums.put(entry.name(), entry.sha256());
            }
            entries.add(summed(EntryRules.SUMS, Source.of(ArchiveReader.sums(sums))));
            AtomicFiles.write(target, out -> write(entries, out));
        } catch (IOException e) {
            throw new StorageException("cannot write " + target, e);
        }
    }

    private static Summed summed(String name, Source source) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = Digests.sha256();
        long size = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = source.open()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                crc.update(chunk, 0, count);
                digest.update(chunk, 0, count);
                size += count;
            }
        }
        if (size > EntryRules.largest(name)) {
            throw new InvalidInputException(
                    "an archive takes " + EntryRules.largest(name) + " bytes of " + name + ", and this has " + size);
        }
        return new Summed(
                name, source, size, (int) crc.getValue(), HexFormat.of().formatHex(digest.digest()));
    }

    private static void write(List<Summed> entries, OutputStream out) throws IOException {
        List<ZipHeaders.Entry> written = new ArrayList<>();
        long at = 0;
        for (Summed entry : entries) {
            ZipHeaders.Entry header = new ZipHeaders.Entry(entry.name(), entry.crc(), entry.size(), at);
            out.write(ZipHeaders.local(entry.name(), entry.crc(), entry.size()));
            try (InputStream in = entry.source().open()) {
                in.transferTo(out);
            }
            written.add(header);
            at = header.end();
        }
        out.write(ZipHeaders.directory(written, at));
    }
}
