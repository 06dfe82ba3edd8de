package org.wsol.data.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.DataException;
import org.wsol.core.data.SplitName;
import org.wsol.data.split.SplitBuilder;

class TrainableClassesTest {

    /** The folder above the class folders has a single sub-folder, which is read as a class. */
    @Test
    void namesTheFolderOfTheClassesBelowASingleClass() {
        SplitBuilder train =
                new SplitBuilder(SplitName.TRAIN, Path.of("holiday").toAbsolutePath());
        train.add("photos/cat/a.jpg", 0);
        train.add("photos/dog/b.jpg", 0);
        assertThatThrownBy(() -> TrainableClasses.require(train.build(), List.of("photos")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("all in one folder, 'photos'")
                .hasMessageEndingWith(
                        "data.root=" + Path.of("holiday", "photos").toAbsolutePath());
    }

    @Test
    void asksForASecondClass() {
        SplitBuilder train = new SplitBuilder(SplitName.TRAIN, Path.of("photos"));
        train.add("cat/a.jpg", 0);
        train.add("cat/b.jpg", 0);
        assertThatThrownBy(() -> TrainableClasses.require(train.build(), List.of("cat")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("all of one class, 'cat'");
    }
}
