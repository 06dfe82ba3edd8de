package org.wsol.core.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

class ReferenceListsTest {
    @TempDir
    Path folder;

    private final List<String> ids = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<DataException> problems = new ArrayList<>();

    private void read() {
        ReferenceLists.read(folder, false, id -> id, new Noting(), problems::add);
    }

    private void list(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsNamesWithCommasAndDecimalNumbers() throws IOException {
        list("image_ids.txt", "a.jpg\nb, the second,2.jpg\n");
        list("class_labels.txt", "a.jpg,0\nb, the second,2.jpg,1.0\n");
        list("image_sizes.txt", "a.jpg,12.0,10\nb, the second,2.jpg,30,20\n");
        list("localization.txt", "a.jpg,1,2.0,3,4\nb, the second,2.jpg,5,6,7,8\n");
        read();
        assertThat(problems).isEmpty();
        assertThat(ids).containsExactly("a.jpg 0", "b, the second,2.jpg 1");
        assertThat(said).containsExactly("size 0 12x10", "size 1 30x20", "box 0 1 2 3 4", "box 1 5 6 7 8");
    }

    @Test
    void reportsEveryInvalidLineAndMarksItsImageIncomplete() throws IOException {
        list("image_ids.txt", "a.jpg\nb.jpg");
        list("class_labels.txt", "a.jpg,0\nb.jpg,x");
        list("image_sizes.txt", "a.jpg,0,10");
        list("localization.txt", "a.jpg,1,2,1,1\nb.jpg,1,2,3,99999999\nc.jpg,1,2,3,4\na.jpg,m.png");
        read();
        assertThat(problems).hasSize(3);
        assertThat(String.join(
                        "\n", problems.stream().map(DataException::getMessage).toList()))
                .contains("class_labels.txt:2:", "image_sizes.txt:1:")
                .contains("localization.txt:1:", "localization.txt:2:", "localization.txt:3:");
        assertThat(said).contains("incomplete 0", "incomplete 1", "mask 0 m.png");
    }

    private final class Noting implements ReferenceLists.Sink {
        @Override
        public void add(String id, OptionalInt label) {
            ids.add(id + " " + (label.isPresent() ? label.getAsInt() : "?"));
        }

        @Override
        public OptionalInt indexOf(String id) {
            for (int i = 0; i < ids.size(); i++) {
                if (ids.get(i).substring(0, ids.get(i).lastIndexOf(' ')).equals(id)) {
                    return OptionalInt.of(i);
                }
            }
            return OptionalInt.empty();
        }

        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public void size(int image, ImageSize size) {
            said.add("size " + image + " " + size);
        }

        @Override
        public void box(int image, Box b) {
            said.add("box " + image + " " + b.x0() + " " + b.y0() + " " + b.x1() + " " + b.y1());
        }

        @Override
        public void mask(int image, String file) {
            said.add("mask " + image + " " + file);
        }

        @Override
        public void ignore(int image, String file) {
            said.add("ignore " + image + " " + file);
        }

        @Override
        public void incomplete(int image) {
            said.add("incomplete " + image);
        }
    }
}
