package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wsol.backbones.keras.KerasNetwork.KerasLayer;
import org.wsol.backbones.keras.KerasTensors.Role;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * A view of a Keras file in torchvision's format. Names and axis orders are mapped; a bias before a batch normalisation
 * is subtracted from its running mean; a missing scale is 1; the difference in epsilon is added to the running
 * variance; for BGR networks the channels of the first convolution are reversed. Inference equals that of Keras if the
 * backbone's options match (padding, block stride). Tensors without a counterpart keep their Keras path as name.
 */
final class KerasWeights implements WeightFile {
    private static final String ELEMENT_TYPE = "F32";

    private final Path path;
    private final Hdf5File file;
    private final KerasTensors tensors;
    private final KerasNetwork network;
    private final Map<String, Tensor> mapped = new LinkedHashMap<>();
    private final Set<String> usedPaths = new HashSet<>();

    private record Tensor(List<Long> shape, Supplier<float[]> values) {}

    private KerasWeights(Path path, Hdf5File file, KerasNetwork network) {
        this.path = path;
        this.file = file;
        this.network = network;
        this.tensors = KerasTensors.of(file.shapes().keySet());
    }

    static KerasWeights open(Path path, KerasNetwork network) {
        Hdf5File file = KerasArchive.isOne(path) ? KerasArchive.open(path) : Hdf5File.open(path);
        try {
            KerasWeights weights = new KerasWeights(path, file, network);
            network.layers().forEach(weights::map);
            weights.keepUnmapped();
            return weights;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void map(KerasLayer layer) {
        for (String keras : layer.kerasLayers()) {
            Optional<String> kernel = tensors.path(keras, Role.KERNEL);
            Optional<String> depthwise = tensors.path(keras, Role.DEPTHWISE_KERNEL);
            if (kernel.isPresent() || depthwise.isPresent()) {
                kernel.ifPresent(dataset -> mapKernel(layer.layer(), dataset, KerasLayer.isDepthwise(keras)));
                depthwise.ifPresent(dataset -> mapKernel(layer.layer(), dataset, true));
                Optional<String> bias = tensors.path(keras, Role.BIAS);
                if (layer.norm().isEmpty()) {
                    bias.ifPresent(dataset -> put(layer.layer() + ".bias", dataset));
                }
                break;
            }
        }
        if (layer.norm().isPresent() && layer.kerasNorm().isPresent()) {
            mapNorm(layer.norm().get(), layer.kerasNorm().get(), layer.kerasLayers());
        }
    }

    private void mapKernel(String layer, String kernel, boolean depthwise) {
        usedPaths.add(kernel);
        List<Long> shape = shape(kernel);
        boolean flipped = network.bgr() && layer.equals(network.layers().get(0).layer());
        KernelOrder order = KernelOrder.of(path, kernel, shape, depthwise);
        Supplier<float[]> values = () -> order.reorder(file.read(kernel), flipped);
        // A head stored by Keras as a 1x1 convolution is converted to a linear layer.
        boolean linear = layer.equals(network.linearHead()) && shape.size() == 4;
        put(layer + ".weight", linear ? order.shape().subList(0, 2) : order.shape(), values);
    }

    private void mapNorm(String norm, String keras, List<String> convolutions) {
        Optional<String> gamma = tensors.path(keras, Role.GAMMA);
        Optional<String> mean = tensors.path(keras, Role.MEAN);
        gamma.ifPresent(dataset -> put(norm + ".weight", dataset));
        tensors.path(keras, Role.BETA).ifPresent(dataset -> put(norm + ".bias", dataset));
        mean.ifPresent(dataset -> mapMean(norm + ".running_mean", dataset, convolutions));
        if (gamma.isEmpty() && mean.isPresent()) {
            List<Long> shape = shape(mean.get());
            put(norm + ".weight", shape, () -> ones(shape));
        }
        tensors.path(keras, Role.VARIANCE).ifPresent(dataset -> {
            usedPaths.add(dataset);
            put(
                    norm + ".running_var",
                    shape(dataset),
                    () -> increased(file.read(dataset), network.epsilonDifference()));
        });
    }

    private void mapMean(String name, String mean, List<String> convolutions) {
        Optional<String> bias = convolutions.stream()
                .flatMap(layer -> tensors.path(layer, Role.BIAS).stream())
                .findFirst();
        if (bias.isEmpty()) {
            put(name, mean);
            return;
        }
        requireEqualShapes(mean, bias.get());
        usedPaths.addAll(List.of(mean, bias.get()));
        put(name, shape(mean), () -> difference(file.read(mean), file.read(bias.get())));
    }

    private void requireEqualShapes(String mean, String bias) {
        List<Long> means = shape(mean);
        List<Long> biases = shape(bias);
        if (!means.equals(biases)) {
            throw new InvalidInputException("weight file " + path + ": '" + mean + "' has shape " + means
                    + ", the bias before it, '" + bias + "', " + biases + ". Download it again.");
        }
    }

    private List<Long> shape(String dataset) {
        return Required.value(file.shapes(), dataset);
    }

    private void put(String name, String dataset) {
        usedPaths.add(dataset);
        put(name, shape(dataset), () -> file.read(dataset));
    }

    private void put(String name, List<Long> shape, Supplier<float[]> values) {
        mapped.put(name, new Tensor(shape, values));
    }

    private void keepUnmapped() {
        file.shapes().keySet().stream()
                .filter(dataset -> !usedPaths.contains(dataset))
                .toList()
                .forEach(dataset -> put(dataset, dataset));
    }

    private static float[] difference(float[] a, float[] b) {
        float[] result = a.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }

    private static float[] ones(List<Long> shape) {
        long count = shape.stream().reduce(1L, Math::multiplyExact);
        float[] result = new float[Math.toIntExact(count)];
        Arrays.fill(result, 1);
        return result;
    }

    private static float[] increased(float[] values, double amount) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (result[i] + amount);
        }
        return result;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Collection<TensorInfo> tensors() {
        return mapped.entrySet().stream()
                .map(entry -> new TensorInfo(
                        entry.getKey(), ELEMENT_TYPE, entry.getValue().shape()))
                .toList();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(mapped.get(name)).map(tensor -> new TensorInfo(name, ELEMENT_TYPE, tensor.shape()));
    }

    @Override
    public float[] read(String name) {
        Tensor tensor = mapped.get(name);
        if (tensor == null) {
            throw new InvalidInputException("weight file " + path + " has no tensor for '" + name + "'");
        }
        return tensor.values().get();
    }

    @Override
    public void close() {
        file.close();
    }
}
