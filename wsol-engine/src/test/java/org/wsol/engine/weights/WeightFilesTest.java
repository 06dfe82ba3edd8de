package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.weights.WeightFile.TensorInfo;

class WeightFilesTest {
    @TempDir
    Path folder;

    /** Tests files that are not weight files but have the name of one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version https://git-lfs.github.com/spec/v1\\noid sha256:1\\nsize 9 | git lfs pull",
                "<!DOCTYPE html><html><head> | web page",
                "  <html> | web page",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code> | web page",
                "'' | empty"
            })
    void reportsTheKindOfAFileWithoutWeights(String content, String said) throws IOException {
        for (String ending : java.util.List.of(".safetensors", ".pth")) {
            Path file = Files.writeString(folder.resolve("weights" + ending), content.replace("\\n", "\n"));
            assertThatThrownBy(() -> WeightFiles.open(file, "any"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(said);
        }
    }

    @Test
    void reportsAWrongFileExtension() throws IOException {
        Path zip = folder.resolve("weights.safetensors");
        Files.copy(PyTorchFileTest.resource("plain.pth"), zip);
        assertThatThrownBy(() -> WeightFiles.open(zip, "any")).hasMessageContaining("the ending .pth");
        Path hdf5 = Files.write(folder.resolve("weights.pth"), new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10});
        assertThatThrownBy(() -> WeightFiles.open(hdf5, "any")).hasMessageContaining("the ending .h5");
    }

    @Test
    void omitsPrefixesIfNamesStayDistinct() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("module.backbone.conv.weight", Nd4j.scalar(1f));
        arrays.put("model.fc.bias", Nd4j.scalar(2f));
        arrays.put("fc.bias", Nd4j.scalar(3f));
        arrays.put("model.twice", Nd4j.scalar(4f));
        arrays.put("backbone.twice", Nd4j.scalar(5f));
        Path path = folder.resolve("prefixed.safetensors");
        SafeTensorsWriter.write(path, arrays, Map.of());
        try (WeightFile file = WeightFiles.open(path, "any")) {
            Set<String> names = file.tensors().stream().map(TensorInfo::name).collect(Collectors.toSet());
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "conv.weight", "model.fc.bias", "fc.bias", "model.twice", "backbone.twice");
            assertThat(file.read("conv.weight")).containsExactly(1);
            assertThat(file.read("fc.bias")).containsExactly(3);
            assertThat(file.notes()).containsExactly("'module.backbone.' is removed from 1 names");
        }
    }
}
