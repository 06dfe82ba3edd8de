package org.wsol.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.engine.weights.Pickle.RefusedException;
import org.wsol.engine.weights.Pickle.Tensor;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * The tensors of a file that {@code torch.save} wrote, in either of PyTorch's formats. The dictionary of parameters is
 * found inside of a checkpoint ({@code state_dict}, {@code model}, ...); other content of the checkpoint is ignored. No
 * code in the file is ever executed.
 */
final class PyTorchFile implements WeightFile {
    /** The keys of the parameters in checkpoints, most common first. */
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "net", "network", "weights");

    private static final int DEEPEST = 4;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Views that repeat elements may be larger than their storage, but not by this many elements. */
    private static final long LARGEST_REPETITION = 1L << 24;

    private final Path path;
    private final PyTorchStorages storages;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<String> notes;

    private PyTorchFile(Path path, PyTorchStorages storages) {
        this.path = path;
        this.storages = storages;
        this.notes = collect(storages.content());
    }

    /**
     * Opens a file.
     *
     * @throws InvalidInputException if it cannot be read, is damaged, holds no named tensors, or contains calls to
     *     functions
     */
    static PyTorchFile open(Path path) {
        PyTorchStorages storages =
                guarded(path, () -> isZip(path) ? PyTorchArchive.open(path) : PyTorchLegacy.open(path));
        try {
            return guarded(path, () -> new PyTorchFile(path, storages));
        } catch (RuntimeException e) {
            try {
                storages.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] begin = in.readNBytes(4);
            return begin.length == 4 && begin[0] == 'P' && begin[1] == 'K' && begin[2] == 3 && begin[3] == 4;
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T guarded(Path path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (RefusedException e) {
            throw new InvalidInputException(
                    "weight file " + path + " cannot be used: " + e.getMessage()
                            + ". If that is expected, export the"
                            + " parameters alone: torch.save(model.state_dict(), ...); otherwise download it again.",
                    e);
        } catch (ZipException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "weight file " + path + " is a damaged archive: " + e.getMessage() + ". Download it again.", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read weight file " + path + ": " + WsolException.reason(e), e);
        }
    }

    /** Finds the parameters; the result says where. */
    private List<String> collect(Object content) {
        Object place = content;
        StringBuilder route = new StringBuilder();
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (!(place instanceof Map<?, ?> map)) {
                break;
            }
            map.forEach((key, value) -> {
                if (key instanceof String name && value instanceof Tensor tensor) {
                    tensors.put(name, tensor);
                }
            });
            Optional<String> wrapper = WRAPPERS.stream()
                    .filter(name -> map.get(name) instanceof Map)
                    .findFirst();
            if (!tensors.isEmpty() || wrapper.isEmpty()) {
                break;
            }
            route.append(route.isEmpty() ? "" : ".").append(wrapper.get());
            place = map.get(wrapper.get());
        }
        if (tensors.isEmpty()) {
            throw new RefusedException("it contains " + PyTorchStorages.describe(content)
                    + ", and no tensors with names, neither directly nor under " + String.join(", ", WRAPPERS));
        }
        return route.isEmpty() ? List.of() : List.of("its parameters are taken from '" + route + "'");
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public Collection<TensorInfo> tensors() {
        return tensors.entrySet().stream()
                .map(entry -> info(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(tensors.get(name)).map(tensor -> info(name, tensor));
    }

    private static TensorInfo info(String name, Tensor tensor) {
        return new TensorInfo(name, tensor.storage().type().name(), tensor.shape());
    }

    @Override
    public float[] read(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInputException("weight file " + path + " has no tensor named '" + name + "'");
        }
        return guarded(path, () -> values(name, tensor));
    }

    private float[] values(String name, Tensor tensor) throws IOException {
        long count = tensor.count();
        if (count == 0) {
            return new float[0];
        }
        ElementType type = tensor.storage().type();
        long span = tensor.end() - tensor.offset();
        if (span * type.bytes() > LONGEST_ARRAY
                || count > LONGEST_ARRAY
                || count - LARGEST_REPETITION > tensor.storage().count()) {
            throw new RefusedException("tensor '" + name + "' of shape " + tensor.shape() + " is too large to be read");
        }
        byte[] bytes = new byte[(int) span * type.bytes()];
        storages.read(tensor.storage(), (tensor.storage().offset() + tensor.offset()) * type.bytes(), bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(storages.order());
        float[] values = new float[(int) count];
        if (tensor.contiguous()) {
            type.read(buffer, values, 0);
        } else {
            gather(tensor, buffer, values);
        }
        return values;
    }

    /** Walks over a view whose elements are not in order, last axis fastest. */
    private static void gather(Tensor tensor, ByteBuffer buffer, float[] values) {
        ElementType type = tensor.storage().type();
        int axes = tensor.shape().size();
        long[] place = new long[axes];
        long element = 0;
        for (int i = 0; i < values.length; i++) {
            buffer.position((int) element * type.bytes());
            values[i] = type.next(buffer);
            for (int axis = axes - 1; axis >= 0; axis--) {
                place[axis]++;
                element += tensor.strides().get(axis);
                if (place[axis] < tensor.shape().get(axis)) {
                    break;
                }
                element -= place[axis] * tensor.strides().get(axis);
                place[axis] = 0;
            }
        }
    }

    @Override
    public void close() {
        try {
            storages.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot close " + path, e);
        }
    }

    /** The files of {@code torch.save}: torchvision's published files, checkpoints of the reference evaluation and others. */
    public static final class PyTorchFormat implements WeightFormat {

        @Override
        public List<String> extensions() {
            return List.of(".pth", ".pt", ".pth.tar", ".ckpt", ".bin");
        }

        @Override
        public WeightFile open(Path path, String backbone) {
            return PyTorchFile.open(path);
        }
    }
}
