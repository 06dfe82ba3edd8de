package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.download.Downloader.CacheFolder;
import org.wsol.testing.FaultyServer;
import picocli.CommandLine;

class WeightsCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty(CacheFolder.PROPERTY, folder.toString());
    }

    @AfterEach
    void useTheUsualFolder() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void listsEveryFileWithLicenceAndAddress() {
        assertThat(run("weights", "list")).isZero();
        assertThat(out.toString())
                .contains("resnet50-v2")
                .contains("https://download.pytorch.org/models/vgg16-397923af.pth")
                .contains("BSD-3-Clause")
                .contains("non-commercial");
    }

    @Test
    void recognizesFilesDownloadedByHand() throws IOException {
        Files.createDirectories(folder.resolve("weights"));
        Files.writeString(folder.resolve("weights/squeezenet1_1-b8a52dc0.pth"), "x");
        assertThat(run("weights", "where")).isZero();
        assertThat(out.toString())
                .startsWith(folder.resolve("weights").toString())
                .contains("squeezenet1_1: squeezenet1_1-b8a52dc0.pth")
                .doesNotContain("resnet50");
        assertThat(run("weights", "get", "squeezenet1_1")).isEqualTo(2);
        assertThat(err.toString()).contains("is not the published one").contains("delete it");
    }

    @Test
    void rejectsAnotherFileFromAMirror() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            server.put("/m/squeezenet1_1-b8a52dc0.pth", new byte[100]);
            assertThat(run(
                            "weights",
                            "get",
                            "squeezenet1_1",
                            "--mirror",
                            server.address("/m").toString()))
                    .isEqualTo(4);
        }
        assertThat(err.toString()).contains("not the published b8a52dc0");
        assertThat(folder.resolve("weights/squeezenet1_1-b8a52dc0.pth")).doesNotExist();
    }

    @Test
    void reportsWrongNamesAndMirrors() {
        assertThat(run("weights", "get", "resnet5")).isEqualTo(2);
        assertThat(err.toString()).contains("resnet5").contains("resnet50");
        assertThat(run("weights", "get", "resnet50", "--mirror", "ftp://x")).isEqualTo(2);
        assertThat(err.toString()).contains("--mirror");
        assertThat(run("data", "get", "cub")).isEqualTo(2);
        assertThat(err.toString()).contains("cub200");
    }

    @Test
    void showsTheTermsOfDataSetsBeforeDownloading() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            assertThat(run(
                            "data",
                            "get",
                            "cub200",
                            "--to",
                            folder.toString(),
                            "--mirror",
                            server.address("").toString()))
                    .isEqualTo(4);
        }
        assertThat(out.toString()).contains("terms: ").contains("non-commercial");
        assertThat(folder.resolve("cub200")).doesNotExist();
    }

    private int run(String... arguments) {
        CommandLine line = RootCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
