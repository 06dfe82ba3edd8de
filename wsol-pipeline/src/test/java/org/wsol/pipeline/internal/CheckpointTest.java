package org.wsol.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.Optimizer.LearningRates;
import org.wsol.engine.weights.SafeTensorsWriter;

class CheckpointTest {
    @TempDir
    Path folder;

    private final ParameterStore store = store(1);

    private static ParameterStore store(long seed) {
        ParameterStore made = new ParameterStore(DataType.FLOAT, seed);
        made.require("conv.weight", ParameterStore.Kind.TRAINABLE, new Initializer.UniformFanIn(), 4, 3, 3, 3);
        made.require("bn.running_var", ParameterStore.Kind.STATISTIC, new Initializer.UniformFanIn(), 4, 1);
        return made;
    }

    @AfterEach
    void free() {
        store.close();
    }

    /** A change of any byte is detected, except in the padding of the header. */
    @Test
    void detectsEveryDamage() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("last.safetensors"));
        checkpoint.save(store, new Momentum(), 7, Map.of("note", "text"));
        byte[] whole = Files.readAllBytes(checkpoint.file());
        SplitMix64 random = new SplitMix64(3);
        try (ParameterStore target = store(2)) {
            assertThat(checkpoint.load(target)).isEqualTo(7);
            for (int round = 0; round < 400; round++) {
                byte[] damaged = whole.clone();
                int place = (int) (random.nextDouble() * damaged.length);
                if (damaged[place] == ' ') {
                    continue;
                }
                damaged[place] ^= (byte) (1 + (int) (random.nextDouble() * 255));
                Files.write(checkpoint.file(), damaged);
                assertThatThrownBy(() -> checkpoint.load(target, new Momentum()))
                        .as("byte %d of %d", place, whole.length)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining(checkpoint.file().toString());
            }
        }
    }

    @Test
    void usesTheFormerStateIfTheLastIsDamagedOrMissing() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("last.safetensors"));
        assertThat(checkpoint.newestWhole()).isEmpty();
        checkpoint.saveKeepingFormer(store, new Momentum(), 1, Map.of());
        checkpoint.saveKeepingFormer(store, new Momentum(), 2, Map.of());
        checkpoint.saveKeepingFormer(store, new Momentum(), 3, Map.of());
        assertThat(checkpoint.newestWhole().orElseThrow().step()).isEqualTo(3);
        byte[] bytes = Files.readAllBytes(checkpoint.file());
        bytes[bytes.length - 1]++;
        Files.write(checkpoint.file(), bytes);
        assertThat(checkpoint.newestWhole().orElseThrow().step()).isEqualTo(2);
        Files.delete(checkpoint.file());
        assertThat(checkpoint.newestWhole().orElseThrow().step()).isEqualTo(2);
        checkpoint.removeFormer();
        assertThat(checkpoint.newestWhole()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rejectsADamagedStateWithoutAFormerOne() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("last.safetensors"));
        checkpoint.saveKeepingFormer(store, new Momentum(), 1, Map.of());
        Files.write(checkpoint.file(), new byte[20]);
        assertThatThrownBy(checkpoint::newestWhole).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void removesFilesOfAKilledProcess() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("last.safetensors"));
        Files.write(folder.resolve("last.safetensors.next"), new byte[1]);
        Files.write(folder.resolve("last.safetensors.next.1.part"), new byte[1]);
        checkpoint.removeUnfinished();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rejectsNanValues() {
        Path file = folder.resolve("nan.safetensors");
        try (INDArray weight = Nd4j.ones(DataType.FLOAT, 4, 3, 3, 3);
                INDArray variance =
                        Nd4j.createFromArray(new float[] {1, Float.NaN, 1, 1}).reshape(4, 1)) {
            SafeTensorsWriter.write(
                    file, Map.of("conv.weight", weight, "bn.running_var", variance), Map.of("step", "1"));
        }
        assertThatThrownBy(() -> new Checkpoint(file).load(store))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bn.running_var")
                .hasMessageContaining("NaN");
    }

    /** A store with one array. */
    private static final class Momentum implements Optimizer {
        private final INDArray array = Nd4j.ones(DataType.FLOAT, 5);

        @Override
        public void step(ParameterStore parameters, GraphResult gradients, LearningRates rates) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, INDArray> state() {
            return Map.of("momentum", array);
        }

        @Override
        public void restore(Map<String, INDArray> saved) {
            array.assign(saved.get("momentum"));
        }

        @Override
        public void close() {
            array.close();
        }
    }
}
