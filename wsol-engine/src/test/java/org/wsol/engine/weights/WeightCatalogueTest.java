package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.download.Downloader.CacheFolder;
import org.wsol.engine.weights.WeightCatalogue.PublishedWeights;

class WeightCatalogueTest {
    private final WeightCatalogue catalogue = WeightCatalogue.standard();

    @TempDir
    Path folder;

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty(CacheFolder.PROPERTY, folder.toString());
    }

    @AfterEach
    void useTheUsualFolder() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void fileNamesAreUniqueAndContainTheirChecksums() {
        assertThat(catalogue.entries()).extracting(PublishedWeights::name).doesNotHaveDuplicates();
        assertThat(catalogue.entries())
                .allSatisfy(entry -> assertThat(entry.file().name())
                        .contains("-" + entry.file().checksum().orElseThrow() + ".pth"));
    }

    @Test
    void imagenetSelectsTheFileOfTheBackbone() throws IOException {
        Path setting = Path.of("imagenet");
        assertThatThrownBy(() -> catalogue.locate(setting, "resnet50"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("./wsol weights get resnet50")
                .hasMessageContaining("https://download.pytorch.org/models/resnet50-0676ba61.pth")
                .hasMessageContaining(folder.toString());
        Files.createDirectories(folder.resolve("weights"));
        Path file = Files.writeString(folder.resolve("weights/resnet50-0676ba61.pth"), "x");
        assertThat(catalogue.locate(setting, "resnet50")).isEqualTo(file);
        assertThat(catalogue
                        .meant(Path.of("imagenet-v2"), "resnet50")
                        .orElseThrow()
                        .name())
                .isEqualTo("resnet50-v2");
    }

    @Test
    void existingPathIsUsedDirectly() throws IOException {
        Path own = Files.writeString(folder.resolve("imagenet"), "x");
        assertThat(catalogue.locate(own, "resnet50")).isEqualTo(own);
        assertThat(catalogue.locate(Path.of("weights.pth"), "resnet50")).isEqualTo(Path.of("weights.pth"));
    }

    @Test
    void reportsABackboneWithoutPublishedWeights() {
        assertThatThrownBy(() -> catalogue.locate(Path.of("imagenet"), "small-cnn"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("small-cnn")
                .hasMessageContaining("vgg16");
    }
}
