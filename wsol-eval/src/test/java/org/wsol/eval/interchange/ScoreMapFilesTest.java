package org.wsol.eval.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.map.ScoreArray;

class ScoreMapFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void findsFilesOfBothNamingSchemes() throws IOException {
        ScoreMapFiles files = new ScoreMapFiles(folder);
        Path bare = Files.createFile(folder.resolve("0.npy"));
        assertThat(files.find("0.jpeg")).contains(bare);
        Path full = Files.createFile(folder.resolve("0.jpeg.npy"));
        assertThat(files.find("0.jpeg")).contains(full);
        assertThat(files.find("1.jpeg")).isEmpty();
    }

    @Test
    void readsGreyImagesOfEightAndSixteenBits() throws IOException {
        BufferedImage eight = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage sixteen = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 256; x++) {
            eight.getRaster().setSample(x, 0, 0, x);
        }
        sixteen.getRaster().setSample(1, 0, 0, 13107);
        ImageIO.write(eight, "png", folder.resolve("e.png").toFile());
        ImageIO.write(sixteen, "png", folder.resolve("s.png").toFile());
        ScoreArray levels = ScoreMapFiles.read(folder.resolve("e.png"));
        for (int x = 0; x < 256; x++) {
            assertThat(levels.quantize().level(x)).isEqualTo(x);
        }
        assertThat(ScoreMapFiles.read(folder.resolve("s.png")).at(1)).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void rejectsColourImagesAndScoresOutOfRange() throws IOException {
        BufferedImage colours = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(colours, "png", folder.resolve("c.png").toFile());
        assertThatThrownBy(() -> ScoreMapFiles.read(folder.resolve("c.png")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not a grey PNG");
        NumPyFiles.write(folder.resolve("n.npy"), ScoreArray.of(1, 2, new float[] {0, Float.NaN}));
        assertThatThrownBy(() -> ScoreMapFiles.read(folder.resolve("n.npy")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("n.npy contains NaN at row 0, column 1");
    }

    @Test
    void reportsMalformedMetadataWithFileAndLine() throws IOException {
        Files.writeString(folder.resolve("image_ids.txt"), "a.jpg\nb.jpg");
        Files.writeString(folder.resolve("class_labels.txt"), "a.jpg,0\nb.jpg,x");
        Files.writeString(folder.resolve("image_sizes.txt"), "a.jpg,10,20\nb.jpg,0,20");
        Files.writeString(folder.resolve("localization.txt"), "a.jpg,1,2,3,4\na.jpg,5,5,6,6\nb.jpg,9,1,2,3");
        FileProblems problems = new FileProblems();
        EvaluationTargets targets = ReferenceMetadata.read(folder, "own", "test", Optional.empty(), problems);
        assertThat(targets.targets().get(0).boxes()).containsExactly(new Box(1, 2, 3, 4), new Box(5, 5, 6, 6));
        assertThat(targets.targets().get(0).imageSize().orElseThrow().height()).isEqualTo(20);
        assertThat(problems.messages()).hasSize(3);
        assertThat(String.join("\n", problems.messages()))
                .contains("class_labels.txt:2:", "image_sizes.txt:2:", "localization.txt:3:");
    }
}
