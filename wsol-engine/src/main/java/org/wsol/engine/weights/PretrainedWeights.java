package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/** Fills a network's parameters from a weight file, by name. */
public final class PretrainedWeights {
    private static final Logger LOG = LoggerFactory.getLogger(PretrainedWeights.class);

    /** PyTorch's batch counters are not used in any computation. */
    private static final String BATCH_COUNTER = ".num_batches_tracked";

    private final Backbone backbone;
    private final Predicate<String> added;
    private final ParameterStore store;
    private final WeightFile file;

    /** Parameters and the tensors of the file that hold them. */
    private final Map<String, String> sources;

    private final List<String> loaded = new ArrayList<>();
    private final List<String> reinitialized = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private PretrainedWeights(Backbone backbone, Predicate<String> added, ParameterStore store, WeightFile file) {
        this.backbone = backbone;
        this.added = added;
        this.store = store;
        this.file = file;
        this.sources = NameScheme.choose(
                backbone, store.names(), name -> file.find(name).isPresent());
    }

    /**
     * Loads a weight file; tensors and parameters that were not loaded are listed in a warning and in the result.
     *
     * @param backbone the network
     * @param store its parameters, already made ({@link Networks#initialize})
     * @param path a {@code .safetensors} or {@code .pth} file, or a file in another format on the class path
     * @throws InvalidInputException if the file cannot be read, no tensor fits the network, a shape differs in more
     *     than the number of classes, or a value is not finite
     */
    public static LoadReport load(Backbone backbone, ParameterStore store, Path path) {
        return load(backbone, name -> false, store, path);
    }

    /**
     * The same for a network with parameters that do not belong to the backbone. A file with these parameters is a
     * trained network of that method; they may also be missing.
     *
     * @param added whether a parameter was added to the backbone, by its name, such as {@code method::owns}
     */
    public static LoadReport load(Backbone backbone, Predicate<String> added, ParameterStore store, Path path) {
        if (store.names().isEmpty()) {
            throw new IllegalArgumentException("the store is empty: initialise the network's parameters first");
        }
        try (WeightFile file = WeightFiles.open(path, backbone.name())) {
            PretrainedWeights weights = new PretrainedWeights(backbone, added, store, file);
            LoadReport report = weights.compare();
            report.loaded().forEach(weights::take);
            if (report.complete() || report.lacksHeadOnly()) {
                LOG.info(report.summary());
            } else {
                LOG.warn(report.summary());
            }
            return report;
        }
    }

    /**
     * Checks what {@link #load} would do, without filling a network: names and shapes are compared, and every value that
     * would
     * be taken is read and checked.
     *
     * @param backbone the network
     * @param method what will be trained
     * @param imageSize the images' size
     * @throws InvalidInputException as {@link #load} does
     */
    public static LoadReport check(Backbone backbone, Method method, ImageSize imageSize, Path path) {
        try (ParameterStore store = ParameterStore.ofShapes();
                WeightFile file = WeightFiles.open(path, backbone.name())) {
            Networks.initialize(backbone, method, imageSize, store);
            PretrainedWeights weights = new PretrainedWeights(backbone, method::owns, store, file);
            LoadReport report = weights.compare();
            report.loaded().forEach(weights::values);
            return report;
        }
    }

    private LoadReport compare() {
        Optional<String> headProblem = headProblem();
        for (String parameter : store.names()) {
            String tensor = sources.get(parameter);
            if (headProblem.isPresent() && isOfHead(parameter)) {
                reinitialized.add(parameter);
                Optional.ofNullable(tensor).ifPresent(taken::add);
            } else if (added.test(parameter) && (tensor == null || !fits(tensor, parameter))) {
                reinitialized.add(parameter);
            } else if (tensor == null) {
                missing.add(parameter);
            } else {
                requireShape(parameter, tensor);
                taken.add(tensor);
                loaded.add(parameter);
            }
        }
        if (loaded.isEmpty()) {
            throw new InvalidInputException("weight file " + file.path() + " contains no parameters of backbone "
                    + backbone.name() + ": it has "
                    + firstNames(file.tensors().stream().map(TensorInfo::name))
                    + "; wanted are " + firstNames(store.names().stream()));
        }
        List<String> unused = file.tensors().stream()
                .map(TensorInfo::name)
                .filter(name -> !taken.contains(name) && !name.endsWith(BATCH_COUNTER) && !isUnusedHead(name))
                .toList();
        return new LoadReport(file.path(), loaded, reinitialized, headProblem, missing, unused, file.notes());
    }

    /**
     * Why the file's head is ignored; empty if it fits. A head is loaded completely or not at all: a trained bias with
     * random weights would be worse than no head.
     */
    private Optional<String> headProblem() {
        List<String> parameters = headNames();
        if (parameters.stream().noneMatch(name -> store.find(name).isPresent())) {
            return Optional.empty(); // the method has its own head
        }
        List<String> absent =
                parameters.stream().filter(name -> !sources.containsKey(name)).toList();
        if (absent.size() == parameters.size()) {
            return Optional.of(LoadReport.NO_HEAD);
        } else if (!absent.isEmpty()) {
            return Optional.of("the file has no " + String.join(", ", absent));
        }
        return parameters.stream()
                .map(name -> classesProblem(name, shape(Required.value(sources, name))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<String> headNames() {
        return List.of(backbone.head().weightName(), backbone.head().biasName());
    }

    /** A method with its own head does not use a published classifier, so it is not reported. */
    private boolean isUnusedHead(String tensor) {
        return headNames().stream()
                .filter(name -> store.find(name).isEmpty())
                .flatMap(name -> Stream.concat(Stream.of(name), backbone.publishedNames(name).stream()))
                .anyMatch(tensor::equals);
    }

    private Optional<String> classesProblem(String parameter, long[] found) {
        long[] wanted = store.get(parameter).shape();
        return !Arrays.equals(found, wanted) && differsInClassesOnly(found, wanted)
                ? Optional.of("the file's is for " + found[0] + " classes, not " + wanted[0])
                : Optional.empty();
    }

    private long[] shape(String tensor) {
        return file.find(tensor).orElseThrow().shape().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** A different classifier may have the same name as the method's own. */
    private boolean fits(String tensor, String parameter) {
        return Arrays.equals(shape(tensor), store.get(parameter).shape());
    }

    private void requireShape(String parameter, String tensor) {
        long[] found = shape(tensor);
        long[] wanted = store.get(parameter).shape();
        if (!Arrays.equals(found, wanted)) {
            throw new InvalidInputException("weight file " + file.path() + ": tensor '" + tensor + "' has shape "
                    + Arrays.toString(found) + ", backbone " + backbone.name() + " needs " + Arrays.toString(wanted)
                    + " for '" + parameter + "'. Choose the backbone the weights were made for.");
        }
    }

    private void take(String parameter) {
        store.fill(parameter, values(parameter));
    }

    private float[] values(String parameter) {
        String tensor = Required.value(sources, parameter);
        float[] values = file.read(tensor);
        FiniteValues.require("weight file " + file.path(), tensor, values);
        return values;
    }

    private boolean isOfHead(String parameter) {
        Head head = backbone.head();
        return parameter.equals(head.weightName()) || parameter.equals(head.biasName());
    }

    private static boolean differsInClassesOnly(long[] found, long[] wanted) {
        return found.length == wanted.length
                && Arrays.equals(
                        Arrays.copyOfRange(found, 1, found.length), Arrays.copyOfRange(wanted, 1, wanted.length));
    }

    private static String firstNames(Stream<String> names) {
        return String.join(", ", names.limit(3).toList()) + ", ...";
    }
}
