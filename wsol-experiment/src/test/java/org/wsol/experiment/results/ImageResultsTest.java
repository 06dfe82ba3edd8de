package org.wsol.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;

class ImageResultsTest {
    @TempDir
    Path folder;

    private List<ImageResult> read(String text) throws IOException {
        return ImageResults.read(Files.writeString(folder.resolve("images.csv"), text));
    }

    @Test
    void readsColumnsInAnyOrderAndSkipsUnknownOnes() throws IOException {
        List<ImageResult> images = read("""
                error,new_column,height,width,path,image_id,gt_boxes,pred_box,iou,label,predicted,class_name
                part,?,80,100,a/b.jpg,b,1 2 3 4; 5 6 7 8,0 0 9 9,0.25,3,3,"wren, house"
                """);
        assertThat(images).singleElement().satisfies(image -> {
            assertThat(image.width()).isEqualTo(100);
            assertThat(image.height()).isEqualTo(80);
            assertThat(image.className()).isEqualTo("wren, house");
            assertThat(image.classCorrect()).isTrue();
            assertThat(image.truth()).containsExactly(new Box(1, 2, 3, 4), new Box(5, 6, 7, 8));
            assertThat(image.predictedBox()).contains(new Box(0, 0, 9, 9));
            assertThat(image.iou()).hasValue(0.25);
            assertThat(image.threshold()).isEmpty();
        });
    }

    @Test
    void resultsSurviveARoundTrip() throws IOException {
        List<ImageResult> images = read("""
                index,image_id,path,width,height,label,class_name,predicted,predicted_name,probability,top5_hit,error,gt_boxes
                4,"b, c",a/b.jpg,100,80,3,"a ""wren"" b",2,owl,0.5,true,wrong-class,1 2 3 4;5 6 7 8
                5,d,a/d.jpg,100,80,-1,,-1,,,false,part,
                """);
        Path copy = folder.resolve("copy.csv");
        ImageResults.write(copy, images);
        assertThat(ImageResults.read(copy)).isEqualTo(images);
        assertThat(images.get(0).className()).isEqualTo("a \"wren\" b");
    }

    @Test
    void reportsMissingColumns() {
        assertThatThrownBy(() -> read("image_id,width\nb,3\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("images.csv:1: columns are missing: path, height, error");
    }

    @Test
    void reportsLineAndColumnOfMalformedValues() {
        String head = "image_id,path,width,height,error,iou,pred_box\n";
        assertThatThrownBy(() -> read(head + "a,a,9,9,part,0.5,\nb,b,9,9,part,much,\n"))
                .hasMessageContaining("images.csv:3: column 'iou' is not a number: much");
        assertThatThrownBy(() -> read(head + "a,a,9,9,part,0.5,1 2 3\n"))
                .hasMessageContaining("images.csv:2: column 'pred_box' is not a box 'x0 y0 x1 y1': 1 2 3");
        assertThatThrownBy(() -> read(head + "a,a,0,9,part,0.5,\n"))
                .hasMessageContaining("images.csv:2: column 'width' must be at least 1");
    }
}
