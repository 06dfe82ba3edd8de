package org.wsol.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.annotation.VocXml;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/** 7,000 damaged annotation files and lists: read, or rejected with the file name. */
@Tag("slow")
class AnnotationFuzzTest {
    @TempDir
    Path folder;

    @BeforeEach
    void images() throws IOException {
        for (String name : new String[] {"cat/a.png", "cat/b.png", "dog/a.png", "dog/c, d.png"}) {
            Path file = folder.resolve("set").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private FuzzCampaign campaign() {
        return new FuzzCampaign(folder.resolve("damaged"), WsolException.class);
    }

    private void openWithBoxes(Path file) {
        FolderOptions options = FolderOptions.of(folder.resolve("set")).withBoxes(file);
        new FolderProvider().open(options, Progress.NONE);
    }

    @Test
    void readsOrRejectsDamagedXml() {
        Mutations files = Mutations.ofTexts(
                1,
                List.of(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<annotation>\n<filename>a.png</filename><size><width>100"
                                + "</width><height>80</height></size>\n<object><name>cat</name><bndbox><xmin>10</xmin>"
                                + "<ymin>11.5</ymin><xmax>60</xmax><ymax>70</ymax></bndbox><part><bndbox><xmin>1</xmin>"
                                + "</bndbox></part></object></annotation>"));
        FuzzCampaign.Outcome outcome = campaign().run(2000, ".xml", files::text, VocXml::read);
        assertThat(outcome.refused()).isBetween(200, 1999);
    }

    @Test
    void readsOrRejectsDamagedCocoFiles() {
        Mutations files = Mutations.ofTexts(
                2,
                List.of("{\"info\":{\"a\":[1,2]},\"images\":[{\"id\":1,\"file_name\":\"cat/a.png\",\"width\":100,"
                        + "\"height\":80},{\"id\":2,\"file_name\":\"b.png\"}],\n\"annotations\":[{\"image_id\":1,"
                        + "\"category_id\":1,\"bbox\":[1,2.5,30,39],\"iscrowd\":0,\"segmentation\":[[1,2,3]]}],\n"
                        + "\"categories\":[{\"id\":1,\"name\":\"cat\"}]}"));
        FuzzCampaign.Outcome outcome = campaign().run(2000, ".json", files::text, this::openWithBoxes);
        assertThat(outcome.refused()).isBetween(200, 1999);
    }

    @Test
    void readsOrRejectsDamagedCsv() {
        Mutations files = Mutations.ofTexts(
                3,
                List.of(
                        "image,x0,y0,x1,y1\ncat/a.png,1,2,30,40\n\"dog/c, d.png\",5,6,7,8\n",
                        "\uFEFFb.png,1,2,3,4\ncat\\a.png,5,6,7,8\n",
                        "filename,class,xmin,ymin,xmax,ymax\nb.png,cat,1,2,3,4\n"));
        FuzzCampaign.Outcome outcome = campaign().run(1000, ".csv", files::text, this::openWithBoxes);
        assertThat(outcome.refused()).isBetween(100, 999);
    }

    @Test
    void readsOrRejectsDamagedLists() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("metadata/test"));
        String[] names = {"image_ids.txt", "class_labels.txt", "image_sizes.txt", "localization.txt"};
        List<String> texts = List.of(
                "cat/a.png\ndog/c, d.png\n",
                "cat/a.png,0\ndog/c, d.png,1\n",
                "cat/a.png,100,80\ndog/c, d.png,10,20\n",
                "cat/a.png,1,2,30,40\ndog/c, d.png,1,2,3,4\ncat/a.png,mask.png,\n");
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Mutations files = Mutations.ofTexts(10 + i, List.of(texts.get(i)));
            FuzzCampaign.Outcome outcome = new FuzzCampaign(folder.resolve("damaged"), ListRefused.class)
                    .run(500, "-" + name, files::text, file -> readLists(lists, names, texts, name, file));
            assertThat(outcome.refused()).as(name).isBetween(50, 499);
        }
    }

    private static void readLists(Path lists, String[] names, List<String> texts, String damaged, Path file)
            throws IOException {
        for (int i = 0; i < names.length; i++) {
            Files.writeString(lists.resolve(names[i]), texts.get(i));
        }
        Files.write(lists.resolve(damaged), Files.readAllBytes(file));
        try {
            ReferenceSplitReader.read(SplitName.TEST, lists, lists, lists, Map.of());
        } catch (WsolException e) {
            throw new ListRefused(file, lists, e);
        }
    }

    /** A rejected list, by its name in its folder. */
    private static final class ListRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ListRefused(Path file, Path lists, WsolException reason) {
            super(
                    String.valueOf(reason.getMessage()).contains(lists.toString())
                            ? file.getFileName().toString()
                            : "?",
                    reason);
        }
    }
}
