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
 * The mapping from the tensors of a file to parameters. A backbone supports several naming schemes; a file follows one
 * of them, and the scheme that matches most parameters is used. Choosing the scheme per parameter would be wrong if two
 * schemes use the same name for different layers, for example when only one of them counts layers without parameters.
 */
final class NameScheme {
    private NameScheme() {}

    /**
     * The parameters and their tensors in the file; missing parameters are omitted.
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

    /** A parameter's own name is accepted too, unless it denotes another parameter in this scheme. */
    private static Optional<String> named(
            String parameter, String wanted, Set<String> claimed, Predicate<String> inFile) {
        if (inFile.test(wanted)) {
            return Optional.of(wanted);
        }
        return !claimed.contains(parameter) && inFile.test(parameter) ? Optional.of(parameter) : Optional.empty();
    }
}
