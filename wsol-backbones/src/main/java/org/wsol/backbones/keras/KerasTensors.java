package org.wsol.backbones.keras;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The data sets of a Keras file by layer and role, for all of Keras's naming schemes. */
final class KerasTensors {
    /** The role of a data set. */
    enum Role {
        DEPTHWISE_KERNEL,
        KERNEL,
        BIAS,
        GAMMA,
        BETA,
        MEAN,
        VARIANCE
    }

    private static final Pattern COUNTED = Pattern.compile("(conv2d|batch_normalization)(?:_(\\d{1,9}))?");

    /** Old files name the variance {@code running_std}, kernels {@code W} and biases {@code b}. */
    private static final Map<Pattern, Role> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put(Pattern.compile("depthwise_kernel"), Role.DEPTHWISE_KERNEL);
        ROLES.put(Pattern.compile("kernel|(.*_)?W"), Role.KERNEL);
        ROLES.put(Pattern.compile("bias|(.*_)?b"), Role.BIAS);
        ROLES.put(Pattern.compile("(.*_)?gamma"), Role.GAMMA);
        ROLES.put(Pattern.compile("(.*_)?beta"), Role.BETA);
        ROLES.put(Pattern.compile("(.*_)?(moving|running)_mean"), Role.MEAN);
        ROLES.put(Pattern.compile("(.*_)?(moving_variance|running_std)"), Role.VARIANCE);
    }

    private final Map<String, Map<Role, String>> paths = new HashMap<>();

    private KerasTensors() {}

    /**
     * Sorts the data sets of a file.
     *
     * @param datasets paths: {@code layer/layer/kernel:0}, in whole models below {@code model_weights}
     */
    static KerasTensors of(Iterable<String> datasets) {
        KerasTensors tensors = new KerasTensors();
        for (String path : datasets) {
            String[] parts = path.replaceFirst("^model_weights/", "").split("/", -1);
            roleOf(parts[parts.length - 1]).ifPresent(role -> tensors.paths
                    .computeIfAbsent(parts[0], layer -> new HashMap<>())
                    .put(role, path));
        }
        tensors.countFromOne("conv2d");
        tensors.countFromOne("batch_normalization");
        return tensors;
    }

    private static Optional<Role> roleOf(String dataset) {
        String plain = dataset.replaceFirst(":\\d+$", "").replaceFirst("_\\d+$", "");
        return ROLES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(plain).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Automatic numbers depend on other layers created in the session, so only their order is used. */
    private void countFromOne(String kind) {
        Map<Integer, String> ordered = new TreeMap<>();
        for (String layer : paths.keySet()) {
            Matcher matcher = COUNTED.matcher(layer);
            if (matcher.matches() && matcher.group(1).equals(kind)) {
                ordered.put(matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)), layer);
            }
        }
        List<Map<Role, String>> layers =
                ordered.values().stream().map(paths::remove).toList();
        for (int i = 0; i < layers.size(); i++) {
            paths.put(kind + "_" + (i + 1), layers.get(i));
        }
    }

    /** The path of a layer's data set. */
    Optional<String> path(String layer, Role role) {
        return Optional.ofNullable(paths.getOrDefault(layer, Map.of()).get(role));
    }
}
