package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;

class OwnFilesTest {
    @TempDir
    Path folder;

    @Test
    void doesNotReplaceAFileOfTheUser() throws IOException {
        Path photo = Files.writeString(folder.resolve("a.png"), "the original");
        assertThatThrownBy(() -> OwnFiles.writeText(photo, "overlay", false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(photo + " already exists and was not written by wsol");
        assertThat(photo).hasContent("the original");
        assertThat(folder.resolve(OwnFiles.LIST)).doesNotExist();
        OwnFiles.writeText(photo, "overlay", true);
        assertThat(photo).hasContent("overlay");
    }

    @Test
    void replacesOwnFilesUntilTheyAreChanged() throws IOException {
        Path page = folder.resolve("deep/report.html");
        OwnFiles.writeText(page, "one", false);
        OwnFiles.writeText(page, "two", false);
        assertThat(page).hasContent("two");
        Files.writeString(page, "two, with my notes");
        assertThatThrownBy(() -> OwnFiles.writeText(page, "three", false)).isInstanceOf(InvalidInputException.class);
        assertThat(page).hasContent("two, with my notes");
    }

    @Test
    void fileMovedToTheSameNameBelongsToTheUser() throws IOException {
        Path page = folder.resolve("a.png");
        OwnFiles.writeText(page, "overlay", false);
        Files.delete(page);
        Files.writeString(page, "a photo");
        assertThat(OwnFiles.isOwn(page)).isFalse();
    }

    @Test
    void linkToAUserFileIsNoOwnFile() throws IOException {
        Path photo = Files.writeString(folder.resolve("photo"), "the original");
        Path link = Files.createSymbolicLink(folder.resolve("a.png"), photo);
        assertThatThrownBy(() -> OwnFiles.writeText(link, "overlay", false)).isInstanceOf(InvalidInputException.class);
        Path broken = Files.createSymbolicLink(folder.resolve("b.png"), folder.resolve("none"));
        assertThatThrownBy(() -> OwnFiles.writeText(broken, "overlay", false))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void formerFileRemainsOwnAfterAnInterruptedWrite() throws IOException {
        Path page = folder.resolve("page");
        OwnFiles.writeText(page, "one", false);
        Files.writeString(
                folder.resolve(OwnFiles.LIST),
                Files.readString(folder.resolve(OwnFiles.LIST)) + "0".repeat(64) + "  page\n");
        assertThat(OwnFiles.isOwn(page)).isTrue();
    }

    @Test
    void reportsAFileInPlaceOfAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OwnFiles.writeText(file.resolve("page"), "", false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot write " + file.resolve("page"));
    }

    @Test
    void uniqueNamesAreNeverRepeated() {
        UniqueNames names = new UniqueNames();
        assertThat(new String[] {
                    names.next("a", ".png"),
                    names.next("a", ".png"),
                    names.next("a-2", ".png"),
                    names.next("A", ".png"),
                    names.next("u\u0308", ".png"),
                    names.next("\u00fc", ".png")
                })
                .containsExactly("a.png", "a-2.png", "a-2-2.png", "A-3.png", "u\u0308.png", "\u00fc-2.png");
        assertThat(UniqueNames.stem("a.b.png")).isEqualTo("a.b");
        assertThat(UniqueNames.stem(".x")).isEqualTo(".x");
    }
}
