package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clicks through the page in Chromium with Playwright. Needs Node, Chromium and {@code npm install playwright-core};
 * the folder {@code node_modules} is named by the system property {@code wsol.playwright}, else the test is skipped.
 * The system property {@code wsol.screenshots} names a folder for screenshots.
 */
@Tag("slow")
class PageTest {
    @TempDir
    private Path folder;

    @Test
    void everyControlWorksInABrowser() throws Exception {
        Optional<Path> modules =
                Optional.ofNullable(System.getProperty("wsol.playwright")).map(Path::of);
        assumeThat(modules.filter(place -> Files.isDirectory(place.resolve("playwright-core"))))
                .as("-Dwsol.playwright=.../node_modules")
                .isPresent();
        Path pictures = Optional.ofNullable(System.getProperty("wsol.screenshots"))
                .map(Path::of)
                .orElse(folder);
        Files.createDirectories(pictures);
        Path first = Files.write(folder.resolve("first.jpg"), Service.picture("jpg", 640, 420, 90));
        Path second = Files.write(folder.resolve("second.png"), Service.picture("png", 300, 400, 20));
        Path turned = Files.write(folder.resolve("turned.jpg"), Service.askingToBeTurned());
        Path said = folder.resolve("said.txt");
        try (LocalizationServer server = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("small", Service.model(folder, 1)))) {
            ProcessBuilder node = new ProcessBuilder(
                    "node",
                    "src/test/page/page.mjs",
                    "http://127.0.0.1:" + server.port() + "/",
                    first.toString(),
                    second.toString(),
                    turned.toString(),
                    pictures.toString());
            node.environment().put("NODE_PATH", modules.orElseThrow().toString());
            Process clicks =
                    node.redirectErrorStream(true).redirectOutput(said.toFile()).start();
            assertThat(clicks.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(said).content().contains("all clicks did what they should");
        }
    }
}
