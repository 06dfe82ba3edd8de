package org.wsol.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;

/** Untrusted files: well-formed zip files with entries that are not allowed in archives. */
class ArchiveReaderTest {
    private static final String JSON = "{}";

    @TempDir
    private Path folder;

    private Path zip(List<String> names, long claimed) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ZipHeaders.Entry> entries = new ArrayList<>();
        CRC32 crc = new CRC32();
        crc.update(JSON.getBytes());
        for (String name : names) {
            entries.add(new ZipHeaders.Entry(name, (int) crc.getValue(), JSON.length(), out.size()));
            out.writeBytes(ZipHeaders.local(name, (int) crc.getValue(), claimed));
            out.writeBytes(JSON.getBytes());
        }
        out.writeBytes(ZipHeaders.directory(entries, out.size()));
        return Files.write(folder.resolve("file.wsol"), out.toByteArray());
    }

    private void assertRefused(List<String> names, String message) throws Exception {
        Path file = zip(names, JSON.length());
        assertThatThrownBy(() -> ArchiveReader.entries(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rejectsNamesOutsideTheArchive() throws Exception {
        for (String name :
                List.of("../a", "a/../b", "/etc/passwd", "a\\b", "C:a", "a//b", ".hidden", "a/.", "", "a\nb")) {
            assertRefused(List.of("localizer.json", name), "the name of an entry is not allowed");
        }
        assertRefused(List.of("x".repeat(101)), "is not allowed");
    }

    @Test
    void rejectsDuplicatesAndTooManyEntries() throws Exception {
        assertRefused(List.of("localizer.json", "localizer.json"), "two entries named localizer.json");
        assertRefused(
                java.util.stream.IntStream.range(0, 70).mapToObj(i -> "e" + i).toList(), "more than 64 entries");
    }

    @Test
    void rejectsSizesBeyondTheLimitBeforeReading() throws Exception {
        Path file = zip(List.of("localizer.json"), 9L << 20);
        assertThatThrownBy(() -> ArchiveReader.entries(file)).hasMessageContaining("declares 9437184 bytes, the limit");
        Path more = zip(List.of("localizer.json"), 1L << 20);
        assertThatThrownBy(() -> ArchiveReader.entries(more)).hasMessageContaining("ends within the entry");
    }

    @Test
    void rejectsOtherFiles() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "a text that is longer than a header of a zip is");
        assertThatThrownBy(() -> ArchiveReader.entries(text))
                .hasMessageContaining("is not a localizer")
                .hasMessageContaining("wsol export RUN");
        assertRefused(List.of("localizer.json"), "it has no weights.safetensors");
    }

    @Test
    void detectsAFlippedBitInEveryByte() throws Exception {
        Map<String, ArchiveWriter.Source> contents = new LinkedHashMap<>();
        contents.put("localizer.json", ArchiveWriter.Source.of(JSON));
        contents.put("weights.safetensors", ArchiveWriter.Source.of("weights"));
        contents.put("example/1.png", ArchiveWriter.Source.of("picture"));
        Path file = folder.resolve("flipped.wsol");
        ArchiveWriter.write(file, contents);
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit += 7) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThatThrownBy(() -> ArchiveReader.entries(file))
                    .as("bit %d of %d", bit, 8 * whole.length)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void rejectsContentsWithOtherChecksums() throws Exception {
        Map<String, ArchiveWriter.Source> contents = new LinkedHashMap<>();
        contents.put("localizer.json", ArchiveWriter.Source.of(JSON));
        contents.put("weights.safetensors", ArchiveWriter.Source.of(JSON));
        Path whole = folder.resolve("whole.wsol");
        ArchiveWriter.write(whole, contents);
        assertThat(ArchiveReader.entries(whole)).hasSize(3);
        assertRefused(List.of("localizer.json", "weights.safetensors", "SHA256SUMS"), "do not have the checksums");
    }
}
