package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.command.RootCommand;
import org.wsol.pipeline.internal.ModelCard;
import picocli.CommandLine;

/** The kept checkpoints of a training, side by side in one image. */
class FilmstripTest {
    @TempDir
    Path folder;

    @Test
    void drawsAColumnOfMapsPerKeptCheckpoint() throws IOException {
        Path run = train("train.checkpoint.keep=[1 steps,100%]");
        String known = ModelCard.read(run).classNames().get(0);
        Path picture = Painted.picture(folder.resolve("photo.jpg"), Color.BLUE, 3);
        Path out = folder.resolve("film.png");

        TinyRun.wsol(
                List.of("filmstrip", run.toString(), picture.toString(), "--class", known, "--out", out.toString()));

        BufferedImage film = ImageIO.read(out.toFile());
        int left = 96;
        int column = (film.getWidth() - left) / 2;
        assertThat(film.getHeight()).isEqualTo(24 + 3 * 156);
        assertThat(column).isGreaterThan(100);
        assertThat(pixels(film, left, column)).isNotEqualTo(pixels(film, left + column, column));
        assertThat(refused(run, picture, "unicorn")).contains("the run has no class 'unicorn'; classes: " + known);
        assertThat(refused(run, Path.of("nowhere.png"), known)).contains("there is no image nowhere.png");
    }

    @Test
    void explainsHowToKeepCheckpoints() throws IOException {
        Path run = train("train.checkpoint.keep=[]");
        Path picture = Painted.picture(folder.resolve("photo.jpg"), Color.BLUE, 3);
        String known = ModelCard.read(run).classNames().get(0);
        assertThat(refused(run, picture, known)).contains("has kept no checkpoints", "train.checkpoint.keep=");
    }

    private Path train(String keep) throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        return TinyRun.train(folder, List.of("run", "experiments/your-photos.yaml", "data.root=" + photos, keep));
    }

    private static int[] pixels(BufferedImage film, int left, int width) {
        return film.getRGB(left, 0, width, film.getHeight(), null, 0, width);
    }

    private static String refused(Path run, Path picture, String className) {
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.commandLine();
        line.setErr(new PrintWriter(err));
        int exit = line.execute("filmstrip", run.toString(), picture.toString(), "--class", className);
        assertThat(exit).as(err.toString()).isEqualTo(2);
        return err.toString();
    }
}
