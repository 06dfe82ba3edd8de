package org.wsol.engine.weights;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.wsol.engine.graph.Backbone;

/**
 * The mapping from the tensors of a file to parameters. A backbone knows several ways of naming its parameters; a file
 * follows one of
 * them, and the one under which most parameters are found is taken. Judging each parameter alone would mix them up where
 * two ways use one name for different layers, as when a layer without parameters is counted or not.
 */
final class NameScheme {
    private NameScheme() {}

    /**
     * Parameters and the tensors to take them from; those the file does not have are left out.
     *
     * @param parameters the network's parameters
     * @param inFile whether the file has a tensor of that name
     */
    static Map<String, String> choose(Backbone backbone, Set<String> parameters, Predicate<String> inFile) {
        int others = parameters.stream()
                .mapToInt(parameter -> backbone.publishedNames(parameter).size())
                .max()
                .orElse(0);
        Map<String, String> best = found(parameters, UnaryOperator.identity(), inFile);
        for (int i = 0; i < others; i++) {
            int scheme = i;
            Map<String, String> found =
                    found(parameters, parameter -> nth(backbone.publishedNames(parameter), scheme, parameter), inFile);
            if (found.size() > best.size()) {
                best = found;
            }
        }
        return best;
    }

    private static String nth(List<String> names, int index, String parameter) {
        return index < names.size() ? names.get(index) : parameter;
    }

    private static Map<String, String> found(
            Set<String> parameters, UnaryOperator<String> scheme, Predicate<String> inFile) {
        Set<String> claimed = new HashSet<>();
        parameters.forEach(parameter -> claimed.add(scheme.apply(parameter)));
        Map<String, String> found = new LinkedHashMap<>();
        for (String parameter : parameters) {
            named(parameter, scheme.apply(parameter), claimed, inFile)
                    .ifPresent(tensor -> found.put(parameter, tensor));
        }
        return found;
    }

    /** A parameter's own name counts too, unless it means another parameter in this scheme. */
    private static Optional<String> named(
            String parameter, String wanted, Set<String> claimed, Predicate<String> inFile) {
        if (inFile.test(wanted)) {
            return Optional.of(wanted);
        }
        return !claimed.contains(parameter) && inFile.test(parameter) ? Optional.of(parameter) : Optional.empty();
    }
}
