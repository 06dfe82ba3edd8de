package org.wsol.pipeline.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.TrainingException;
import org.wsol.core.internal.Required;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * A network with the full training state in one safetensors file: parameters under their torchvision names, the
 * optimizer's arrays under {@code optimizer/}, the number of steps as metadata. Random numbers and the order of images
 * depend only on seed and step, so there is no further state. Files are written atomically.
 */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    /** The latest state, for resuming. */
    public static final String LAST = "last.safetensors";
    /** The state that was best on the validation split. */
    public static final String BEST = "best.safetensors";

    private static final String OPTIMIZER = "optimizer/";
    private static final String NEXT = ".next";
    private static final String FORMER = ".former";
    /** The note with the number of optimizer steps. */
    public static final String STEP = "step";

    private final Path file;

    /** Creates a checkpoint for a file, which may not exist yet. */
    public Checkpoint(Path file) {
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Whether the file exists. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Writes the state after the given number of steps, with notes.
     *
     * @throws TrainingException if a parameter is not finite; the existing file is kept
     */
    public void save(ParameterStore store, Optimizer optimizer, long step, Map<String, String> notes) {
        write(file, store, optimizer, step, notes);
    }

    /** The same, keeping the previous state as a backup in case this one is damaged. */
    public void saveKeepingFormer(ParameterStore store, Optimizer optimizer, long step, Map<String, String> notes) {
        Path next = beside(NEXT);
        write(next, store, optimizer, step, notes);
        try {
            if (exists()) {
                Files.move(file, beside(FORMER), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StorageException("cannot move checkpoint " + file + " to its final path", e);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void write(
            Path file, ParameterStore store, Optimizer optimizer, long step, Map<String, String> notes) {
        requireNumbers(store, step);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        store.names().forEach(name -> arrays.put(name, store.get(name)));
        optimizer.state().forEach((name, array) -> arrays.put(OPTIMIZER + name, array));
        Map<String, String> metadata = new TreeMap<>(notes);
        metadata.put(STEP, Long.toString(step));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new StorageException("cannot create the folder of " + file, e);
        }
        SafeTensorsWriter.write(file, arrays, metadata);
    }

    /** A good checkpoint is never replaced by one that cannot be used. */
    private static void requireNumbers(ParameterStore store, long step) {
        for (String name : store.names()) {
            if (!Double.isFinite(store.get(name).sumNumber().doubleValue())) {
                throw new TrainingException("after step " + step + " '" + name
                        + "' contains NaN or infinite values. A lower train.lr or a longer warm-up usually helps;"
                        + " the last checkpoint is kept.");
            }
        }
    }

    /**
     * The state to resume from: this one, or the previous one if this one is damaged or missing, which is logged. Empty
     * if there is neither.
     *
     * @throws InvalidInputException if this one is damaged and there is no intact previous one
     */
    public Optional<Checkpoint> newestWhole() {
        Checkpoint former = new Checkpoint(beside(FORMER));
        if (!exists()) {
            return former.exists() ? Optional.of(former.verified()) : Optional.empty();
        }
        try {
            return Optional.of(verified());
        } catch (InvalidInputException e) {
            if (!former.exists()) {
                throw e;
            }
            Optional<Checkpoint> whole = Optional.of(former.verified());
            LOG.warn("{} The checkpoint before it, of step {}, is used instead.", e.getMessage(), former.step());
            return whole;
        }
    }

    private Checkpoint verified() {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            tensors.verify();
        }
        return this;
    }

    /** Deletes the previous state, which a finished training no longer needs. */
    public void removeFormer() {
        try {
            Files.deleteIfExists(beside(FORMER));
        } catch (IOException e) {
            throw new StorageException("cannot delete " + beside(FORMER), e);
        }
    }

    /** Deletes files left by a process that was killed while writing a checkpoint. */
    public void removeUnfinished() {
        Path folder = Required.folderOf(file);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*.{part,next}")) {
            for (Path path : unfinished) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new StorageException("cannot clean up " + folder, e);
        }
    }

    /** The notes stored with it. */
    public Map<String, String> notes() {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            return tensors.metadata();
        }
    }

    /** The number of optimizer steps after which it was written. */
    public long step() {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            return step(tensors);
        }
    }

    /**
     * Reads the network.
     *
     * @param store contains every parameter of the network; its arrays are changed in place
     * @return the number of steps done
     * @throws InvalidInputException if the file is damaged, contains a value that is not finite, or belongs to another
     *     network
     */
    public long load(ParameterStore store) {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            read(tensors, store);
            return step(tensors);
        }
    }

    /** Reads the parameters of an open file as {@link #load} does. */
    void read(SafeTensors tensors, ParameterStore store) {
        tensors.verify();
        if (!tensors.hasChecksum()) {
            LOG.warn("checkpoint {} has no checksum, as those of version 0.1: damage would not be noticed", file);
        }
        for (String name : store.names()) {
            TensorInfo info = tensors.find(name)
                    .orElseThrow(() -> new InvalidInputException("checkpoint " + file + " has no '" + name
                            + "': it belongs to another network; to train this one, use an empty folder"));
            requireShape(name, info, store.get(name));
            store.fill(name, tensors.readFinite(name));
        }
    }

    /** Reads network and optimizer state. */
    public long load(ParameterStore store, Optimizer optimizer) {
        long step = load(store);
        Map<String, INDArray> state = new TreeMap<>();
        try (SafeTensors tensors = SafeTensors.open(file)) {
            for (TensorInfo info : tensors.tensors()) {
                if (info.name().startsWith(OPTIMIZER)) {
                    state.put(info.name().substring(OPTIMIZER.length()), array(info, tensors.readFinite(info.name())));
                }
            }
            optimizer.restore(state);
        } finally {
            state.values().forEach(INDArray::close);
        }
        return step;
    }

    private long step(SafeTensors tensors) {
        String step = tensors.metadata().getOrDefault(STEP, "");
        if (!step.matches("\\d+")) {
            throw new InvalidInputException("checkpoint " + file + " does not contain its step number");
        }
        return Long.parseLong(step);
    }

    private void requireShape(String name, TensorInfo info, INDArray array) {
        List<Long> expected = java.util.Arrays.stream(array.shape()).boxed().toList();
        if (!info.shape().equals(expected)) {
            throw new InvalidInputException("checkpoint " + file + ": '" + name + "' has shape " + info.shape()
                    + ", the network needs " + expected);
        }
    }

    private static INDArray array(TensorInfo info, float[] values) {
        long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
        return Nd4j.create(values, shape, 'c');
    }
}
