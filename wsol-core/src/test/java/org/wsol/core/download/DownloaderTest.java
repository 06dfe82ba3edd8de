package org.wsol.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.progress.Progress;
import org.wsol.testing.FaultyServer;

class DownloaderTest {
    private static final String NAME = "weights-1.pth";

    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private FaultyServer server;

    @BeforeEach
    void startServer() throws IOException {
        new Random(1).nextBytes(content);
        server = new FaultyServer().put("/models/" + NAME, content);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void downloadsAFileOnceUnderItsName() throws Exception {
        assertThat(fetch(file(8))).isEqualTo(folder.resolve(NAME)).hasBinaryContent(content);
        assertOnlyTheFileIsThere();
        // It is not requested again.
        fetch(file(64));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void resumesARepeatedlyBrokenConnection() throws Exception {
        server.cutAfter(70_000);
        assertThat(fetch(file(64))).hasBinaryContent(content);
        assertThat(server.requests())
                .hasSizeGreaterThanOrEqualTo(5)
                .last()
                .asString()
                .contains("bytes=");
        assertOnlyTheFileIsThere();
    }

    @Test
    void nextProcessResumesAPartialDownload() throws Exception {
        Files.write(folder.resolve(NAME + ".part"), java.util.Arrays.copyOf(content, 100_000));
        assertThat(fetch(file(64))).hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("GET /models/" + NAME + " HTTP/1.1 bytes=100000-");
        // A complete partial file is not downloaded further.
        Files.move(folder.resolve(NAME), folder.resolve(NAME + ".part"));
        assertThat(fetch(file(64))).hasBinaryContent(content);
    }

    @Test
    void discardsAPartialDownloadOfAnotherVersion() throws Exception {
        Files.write(folder.resolve(NAME + ".part"), new byte[100_000]);
        assertThat(fetch(file(64))).hasBinaryContent(content);
        Files.delete(folder.resolve(NAME));
        Files.write(folder.resolve(NAME + ".part"), new byte[100_000]);
        Files.writeString(folder.resolve(NAME + ".part.etag"), "\"0\"");
        assertThat(fetch(file(64))).hasBinaryContent(content);
        assertOnlyTheFileIsThere();
    }

    @Test
    void restartsTheDownloadFromAServerWithoutRanges() throws Exception {
        server.ranges(false);
        Files.write(folder.resolve(NAME + ".part"), new byte[100_000]);
        assertThat(fetch(file(64))).hasBinaryContent(content);
    }

    @Test
    void downloadsFromAServerThatSendsNoLength() throws Exception {
        server.lengths(false);
        assertThat(fetch(file(64))).hasBinaryContent(content);
    }

    @Test
    void wrongHashLeavesNoFile() throws Exception {
        server.put("/models/" + NAME, "<!DOCTYPE html>".getBytes());
        assertThatThrownBy(() -> fetch(file(64)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("a web page")
                .hasMessageContaining(folder.resolve(NAME).toString());
        assertThat(folder.resolve(NAME)).doesNotExist();
        assertThat(folder.resolve(NAME + ".part")).isEmptyFile();
    }

    @Test
    void rejectsAnExistingFileWithAnotherHash() throws Exception {
        Files.writeString(folder.resolve(NAME), "mine");
        assertThatThrownBy(() -> fetch(file(64)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("delete it");
        assertThat(folder.resolve(NAME)).hasContent("mine");
    }

    @Test
    void followsRedirects() throws Exception {
        server.redirect("/old/" + NAME, "/models/" + NAME);
        RemoteFile moved = new RemoteFile(NAME, server.address("/old/" + NAME), Optional.of(hash()));
        assertThat(fetch(moved)).hasBinaryContent(content);
    }

    @Test
    void retriesABusyServerButNotARefusal() throws Exception {
        server.fail(503, 3);
        assertThat(fetch(file(64))).hasBinaryContent(content);
        RemoteFile none = new RemoteFile("none.pth", server.address("/none.pth"), Optional.empty());
        int before = server.requests().size();
        assertThatThrownBy(() -> fetch(none)).isInstanceOf(DataException.class).hasMessageContaining("not found");
        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void waitsForSlowBytesButNotForASilentServer() throws Exception {
        server.slow(30_000, 60);
        assertThat(fetch(file(64))).hasBinaryContent(content);
        Files.delete(folder.resolve(NAME));
        server.ranges(false).slow(30_000, 3_000);
        assertThatThrownBy(() -> new Downloader(new Downloader.Settings(
                                Optional.empty(), Map.of(), 2, Duration.ofMillis(300), Duration.ofMillis(1)))
                        .fetch(file(64), folder.resolve("silent"), Progress.NONE))
                .isInstanceOf(DataException.class);
    }

    @Test
    void reportsTheRemedyWithoutANetwork() throws Exception {
        RemoteFile file = file(64);
        server.close();
        assertThatThrownBy(() -> fetch(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot reach 127.0.0.1")
                .hasMessageContaining("download " + file.address())
                .hasMessageContaining("put it at " + folder.resolve(NAME));
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    @Test
    void downloadsFromAMirrorByFileName() throws Exception {
        server.put("/mirror/" + NAME, content);
        RemoteFile elsewhere =
                new RemoteFile(NAME, URI.create("http://nowhere.invalid/x/" + NAME), Optional.of(hash()));
        assertThat(downloader(Optional.of(server.address("/mirror/")), Map.of())
                        .fetch(elsewhere, folder, Progress.NONE))
                .hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("GET /mirror/" + NAME + " HTTP/1.1");
    }

    @Test
    void usesProxiesOfTheEnvironment() throws Exception {
        RemoteFile elsewhere =
                new RemoteFile(NAME, URI.create("http://nowhere.invalid/models/" + NAME), Optional.of(hash()));
        Map<String, String> environment =
                Map.of("http_proxy", server.address("").toString());
        assertThat(downloader(Optional.empty(), environment).fetch(elsewhere, folder, Progress.NONE))
                .hasBinaryContent(content);
        assertThat(server.requests()).containsExactly("GET http://nowhere.invalid/models/" + NAME + " HTTP/1.1");
    }

    @Test
    void respectsNoProxyExceptions() {
        EnvironmentProxies proxies = new EnvironmentProxies(
                Map.of("HTTPS_PROXY", "proxy:3128", "no_proxy", "localhost, .inner.org"), ProxySelector.getDefault());
        assertThat(proxies.select(URI.create("https://outer.org/")).get(0).toString())
                .contains("proxy")
                .contains("3128");
        assertThat(proxies.select(URI.create("https://a.inner.org/"))).containsExactly(java.net.Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://localhost/"))).containsExactly(java.net.Proxy.NO_PROXY);
    }

    @Test
    void rejectsAConcurrentDownloadOfTheSameFile() throws Exception {
        Path part = folder.resolve(NAME + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> fetch(file(64)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void reportsProgressInMebibytes() throws Exception {
        server.put("/big", new byte[3 << 20]);
        List<String> told = new ArrayList<>();
        Progress progress = (task, total) -> {
            told.add(task + " " + total);
            return new Progress.Task() {
                @Override
                public void step(long count, String detail) {
                    told.add(count + " " + detail);
                }

                @Override
                public void close() {
                    told.add("end");
                }
            };
        };
        downloader(Optional.empty(), Map.of())
                .fetch(new RemoteFile("big", server.address("/big"), Optional.empty()), folder, progress);
        assertThat(told).startsWith("downloading big 3").endsWith("end");
    }

    @Test
    void rejectsInvalidNamesAndHashes() {
        assertThatThrownBy(() -> new RemoteFile("../x", server.address("/x"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RemoteFile("x", server.address("/x"), Optional.of("12")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertOnlyTheFileIsThere() {
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith(NAME));
    }

    private Path fetch(RemoteFile file) {
        return downloader(Optional.empty(), Map.of()).fetch(file, folder, Progress.NONE);
    }

    private static Downloader downloader(Optional<URI> mirror, Map<String, String> environment) {
        return new Downloader(
                new Downloader.Settings(mirror, environment, 5, Duration.ofSeconds(5), Duration.ofMillis(1)));
    }

    private RemoteFile file(int digits) throws Exception {
        return new RemoteFile(NAME, server.address("/models/" + NAME), Optional.of(hash().substring(0, digits)));
    }

    private String hash() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
