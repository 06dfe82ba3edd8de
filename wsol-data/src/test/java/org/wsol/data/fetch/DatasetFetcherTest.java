package org.wsol.data.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.download.Downloader;
import org.wsol.core.download.RemoteFile;
import org.wsol.core.progress.Progress;
import org.wsol.data.fetch.DatasetCatalogue.PublishedDataset;
import org.wsol.testing.FaultyServer;

class DatasetFetcherTest {
    @TempDir
    Path folder;

    private FaultyServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void catalogueContainsTheDocumentedDataSets() {
        assertThat(DatasetCatalogue.entries())
                .extracting(PublishedDataset::name)
                .containsExactly("cub200", "pets", "imagenetv2", "openimages30k");
        assertThat(DatasetCatalogue.entries()).allSatisfy(dataset -> {
            assertThat(dataset.terms()).hasSizeGreaterThan(40).endsWith(".");
            assertThat(dataset.files()).isNotEmpty();
            assertThat(dataset.files())
                    .allSatisfy(part ->
                            assertThat(part.file().address().getScheme()).isEqualTo("https"));
        });
        assertThatThrownBy(() -> DatasetCatalogue.named("cub20"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cub200");
    }

    @Test
    void fetchesAndUnpacksACompleteDataSet() throws IOException {
        server.put("/birds.tgz", gzip(tar(Map.of("birds/images.txt", "1 a.jpg\n", "birds/images/a.jpg", "pixels"))))
                .put("/lists.txt", "x".getBytes(UTF_8))
                .cutAfter(100);
        Path root = fetcher().fetch(birds("birds.tgz"), folder);
        assertThat(root).isEqualTo(folder.resolve("birds/birds"));
        assertThat(root.resolve("images/a.jpg")).hasContent("pixels");
        assertThat(folder.resolve("birds/metadata/lists.txt")).hasContent("x");
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("birds"));
        assertThatThrownBy(() -> fetcher().fetch(birds("birds.tgz"), folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void keepsPartialDownloadsForTheNextAttempt() throws IOException {
        server.put("/birds.tgz", gzip(tar(Map.of("birds/a.jpg", "pixels"))));
        assertThatThrownBy(() -> fetcher().fetch(birds("birds.tgz"), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("lists.txt");
        assertThat(folder.resolve("birds")).doesNotExist();
        server.put("/lists.txt", "x".getBytes(UTF_8));
        fetcher().fetch(birds("birds.tgz"), folder);
        assertThat(server.requests().stream().filter(request -> request.contains("birds.tgz")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:out.txt", "birds/../../birds.txt"
            })
    void rejectsPathsThatLeaveTheFolder(String name) throws IOException {
        for (String archive : List.of("birds.tgz", "birds.zip", "birds.tar")) {
            Map<String, String> content = new LinkedHashMap<>();
            content.put("birds/good.txt", "good");
            content.put(name, "evil");
            server.put("/" + archive, packed(archive, content)).put("/lists.txt", "x".getBytes(UTF_8));
            assertThatThrownBy(() -> fetcher().fetch(birds(archive), folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("outside the folder");
            assertThat(folder.resolve("birds")).doesNotExist();
            assertThat(folder.resolve("birds.unpacking")).doesNotExist();
            assertThat(folder.resolve("out.txt")).doesNotExist();
            assertThat(folder.resolve("birds.txt")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR})
    void rejectsLinksAndDevices(byte type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("birds/link", type);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        server.put("/birds.tar", bytes.toByteArray()).put("/lists.txt", "x".getBytes(UTF_8));
        assertThatThrownBy(() -> fetcher().fetch(birds("birds.tar"), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("neither a file nor a folder");
    }

    @Test
    void rejectsADecompressionBomb() throws IOException {
        byte[] zeros = new byte[40 << 20];
        server.put("/birds.tgz", gzip(tar(Map.of("birds/zeros", new String(zeros, UTF_8)))))
                .put("/lists.txt", "x".getBytes(UTF_8));
        assertThatThrownBy(() -> fetcher().fetch(birds("birds.tgz"), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("unpacks to more than");
        assertThat(folder.resolve("birds.unpacking")).doesNotExist();
    }

    @Test
    void rejectsDamagedArchivesAndDuplicateFiles() throws IOException {
        byte[] whole = gzip(tar(Map.of("birds/a.txt", "text ".repeat(5000))));
        for (byte[] content : List.of(java.util.Arrays.copyOf(whole, whole.length / 2), "no archive".getBytes(UTF_8))) {
            server.put("/birds.tgz", content).put("/lists.txt", "x".getBytes(UTF_8));
            assertThatThrownBy(() -> fetcher().fetch(birds("birds.tgz"), folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("birds.tgz");
            org.apache.commons.io.file.PathUtils.deleteDirectory(folder.resolve("birds.downloads"));
        }
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(java.util.Arrays.copyOf(tar(Map.of("birds/a", "1")), 1024));
        twice.writeBytes(tar(Map.of("birds/a", "2")));
        server.put("/birds.tar", twice.toByteArray());
        assertThatThrownBy(() -> fetcher().fetch(birds("birds.tar"), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void sortsPetsIntoSplitsAndBreeds() throws IOException {
        Map<String, String> images = new LinkedHashMap<>();
        images.put("images/Abyssinian_1.jpg", "1");
        images.put("images/yorkshire_terrier_12.jpg", "2");
        images.put("images/Bengal_3.mat", "3");
        server.put("/images.tar.gz", gzip(tar(images)))
                .put(
                        "/annotations.tar.gz",
                        gzip(tar(Map.of(
                                "annotations/trainval.txt", "Abyssinian_1 1 1 1\n",
                                "annotations/test.txt", "#comment\nyorkshire_terrier_12 37 2 25\n"))));
        PublishedDataset pets = new PublishedDataset(
                "pets",
                "",
                "",
                "",
                "images",
                List.of(part("images.tar.gz", true, ""), part("annotations.tar.gz", true, "")));
        Path root = fetcher().fetch(pets, folder);
        assertThat(root.resolve("train/Abyssinian/Abyssinian_1.jpg")).hasContent("1");
        assertThat(root.resolve("test/yorkshire_terrier/yorkshire_terrier_12.jpg"))
                .hasContent("2");
        assertThat(root).isDirectoryNotContaining(Files::isRegularFile);
    }

    private PublishedDataset birds(String archive) {
        return new PublishedDataset(
                "birds", "", "", "", "birds", List.of(part(archive, true, ""), part("lists.txt", false, "metadata")));
    }

    private PublishedDataset.Part part(String name, boolean unpacked, String into) {
        URI address = server.address("/" + name);
        return new PublishedDataset.Part(new RemoteFile(name, address, Optional.empty()), unpacked, into, 1);
    }

    private static DatasetFetcher fetcher() {
        return new DatasetFetcher(
                new Downloader(new Downloader.Settings(
                        Optional.empty(), Map.of(), 3, Duration.ofSeconds(5), Duration.ofMillis(1))),
                Progress.NONE);
    }

    private static byte[] packed(String archive, Map<String, String> content) throws IOException {
        if (archive.endsWith(".zip")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                for (Map.Entry<String, String> file : content.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue().getBytes(UTF_8));
                }
            }
            return bytes.toByteArray();
        }
        return archive.endsWith(".tgz") ? gzip(tar(content)) : tar(content);
    }

    private static byte[] tar(Map<String, String> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> file : content.entrySet()) {
                byte[] text = file.getValue().getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setName(file.getKey());
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
