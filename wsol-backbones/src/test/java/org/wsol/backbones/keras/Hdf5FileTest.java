package org.wsol.backbones.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFiles;

/** Files written by the HDF5 library itself (h5py 3.7): old and new groups, chunks, compressions, element types. */
class Hdf5FileTest {
    private static final String OLD = "mobilenet_v1-part.h5";
    private static final String NEW = "mobilenet_v1-new.h5";
    private static final int MUTATIONS = Integer.getInteger("wsol.mutations", 300);

    @TempDir
    Path folder;

    @Test
    void readsEveryElementTypeAndStorage() throws IOException {
        try (WeightFile file = WeightFiles.open(resource(OLD), "mobilenet_v1")) {
            float[] kernel = file.read("features.0.0.weight");
            assertThat(kernel).hasSize(3 * 3 * 3 * 32);
            // (out 5, in 2, row 1, column 0) is position (1, 0, 2, 5) there.
            int there = ((1 * 3 + 0) * 3 + 2) * 32 + 5;
            assertThat(kernel[((5 * 3 + 2) * 3 + 1) * 3]).isEqualTo(there % 251 / 16f);
            assertThat(file.read("features.0.1.weight")[31]).isEqualTo(31 / 8f);
            assertThat(file.read("features.0.1.bias")[31]).isEqualTo(31 / 8f);
            assertThat(file.read("features.0.1.running_mean")[31]).isEqualTo(31);
            assertThat(file.read("features.0.1.running_var")[16]).isEqualTo((float) (2 + 1e-3 - 1e-5));
            assertThat(file.read("features.1.0.weight")).hasSize(288);
            assertThat(file.find("optimizer_weights/iteration:0")).isPresent();
            assertThat(file.tensors()).noneMatch(tensor -> tensor.name().contains("loop"));
        }
    }

    @Test
    void readsNewStyleGroups() throws IOException {
        try (WeightFile file = WeightFiles.open(resource(NEW), "mobilenet_v1")) {
            assertThat(file.read("features.0.0.weight")[3 * 3 * 3]).isEqualTo(1 / 16f);
            assertThat(file.read("dense_39/kernel")).containsExactly(39);
        }
    }

    /** Any damaged file is rejected quickly and never crashes the process. */
    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void damagedFilesCauseOnlyInvalidInputExceptions(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource(name));
        SplitMix64 random = new SplitMix64(7);
        Path mutated = folder.resolve("mutated.h5");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change < 4; change++) {
                bytes[(int) (random.nextDouble() * bytes.length)] = (byte) (random.nextDouble() * 256);
            }
            Files.write(mutated, bytes);
            refused += Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refuses(mutated)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static boolean refuses(Path path) {
        try (WeightFile file = WeightFiles.open(path, "mobilenet_v1")) {
            file.tensors().forEach(tensor -> file.read(tensor.name()));
            return false;
        } catch (InvalidInputException e) {
            return true;
        }
    }

    @Test
    void readsLayerNamesFromTheConfigurationOfKerasArchives() throws IOException {
        Path archive = archive(folder.resolve("mobilenet.keras"));
        try (WeightFile file = WeightFiles.open(archive, "mobilenet_v1")) {
            assertThat(file.find("features.0.0.weight").orElseThrow().shape()).isEqualTo(List.of(32L, 3L, 3L, 3L));
            assertThat(file.read("features.0.1.weight")).containsOnly(1);
            assertThat(file.read("features.0.1.bias")).containsOnly(3);
            assertThat(file.read("features.0.1.running_mean")).containsOnly(4);
            assertThat(file.read("features.1.0.weight")[5 * 9]).isEqualTo(2);
            assertThat(file.read("fc.bias")).containsOnly(7);
        }
    }

    /** A small archive as Keras 3 writes it. */
    static Path archive(Path archive) throws IOException {
        Path weights = archive.resolveSibling("model.weights.h5");
        float[] depthwise = new float[3 * 3 * 32];
        depthwise[5] = 2;
        try (Hdf5Writer file = new Hdf5Writer(weights)) {
            file.putAt("layers/conv2d/vars/0", new float[3 * 3 * 3 * 32], 3, 3, 3, 32)
                    .putAt("layers/batch_normalization/vars/0", filled(32, 3), 32)
                    .putAt("layers/batch_normalization/vars/1", filled(32, 4), 32)
                    .putAt("layers/batch_normalization/vars/2", filled(32, 5), 32)
                    .putAt("layers/depthwise_conv2d/vars/0", depthwise, 3, 3, 32, 1)
                    .putAt("layers/conv2d_1/vars/0", filled(1024 * 4, 6), 1, 1, 1024, 4)
                    .putAt("layers/conv2d_1/vars/1", filled(4, 7), 4);
        }
        write(archive, """
                {"class_name": "Functional", "config": {"layers": [
                 {"class_name": "InputLayer", "config": {"name": "input_1"}},
                 {"class_name": "Conv2D", "config": {"name": "conv1", "use_bias": false}},
                 {"class_name": "BatchNormalization", "config": {"name": "conv1_bn", "scale": false, "center": true}},
                 {"class_name": "DepthwiseConv2D", "config": {"name": "conv_dw_1", "use_bias": false}},
                 {"class_name": "Conv2D", "config": {"name": "conv_preds", "use_bias": true}}]}}""", Files.readAllBytes(weights));
        return archive;
    }

    @Test
    void rejectsFilesThatAreNotKerasArchives() throws IOException {
        Path text = Files.writeString(folder.resolve("text.keras"), "no archive");
        assertThatThrownBy(() -> WeightFiles.open(text, "vgg16"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("text.keras");
        Path empty = folder.resolve("empty.keras");
        write(empty, "{}", new byte[0]);
        assertThatThrownBy(() -> WeightFiles.open(empty, "vgg16")).isInstanceOf(InvalidInputException.class);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private static void write(Path archive, String configuration, byte[] weights) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write(configuration.getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(weights);
        }
    }

    private Path resource(String name) throws IOException {
        return resource(name, folder);
    }

    static Path resource(String name, Path folder) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = Hdf5FileTest.class.getResourceAsStream(name)) {
            Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
