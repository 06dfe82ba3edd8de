package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wsol.core.internal.Required;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/**
 * A weight file without the prefixes that training code adds to the names of a wrapped network: {@code module.} by
 * DataParallel, {@code model.} and {@code backbone.} by others. A name is kept where another tensor has the shorter
 * one.
 */
final class PeeledNames implements WeightFile {
    private static final List<String> PREFIXES = List.of("module.", "backbone.", "model.", "state_dict.", "_orig_mod.");

    private static final int MOST_PREFIXES = 8;

    private final WeightFile file;
    private final Map<String, String> originals = new LinkedHashMap<>();
    private final Map<String, Integer> peeled = new TreeMap<>();

    private PeeledNames(WeightFile file) {
        this.file = file;
        Map<String, Integer> uses = new HashMap<>();
        Set<String> names = new HashSet<>();
        file.tensors().forEach(tensor -> {
            names.add(tensor.name());
            uses.merge(peel(tensor.name()), 1, Integer::sum);
        });
        for (String name : names(file)) {
            String shorter = peel(name);
            if (shorter.equals(name) || names.contains(shorter) || Required.value(uses, shorter) > 1) {
                originals.put(name, name);
            } else {
                originals.put(shorter, name);
                peeled.merge(name.substring(0, name.length() - shorter.length()), 1, Integer::sum);
            }
        }
    }

    /** The file itself if no name has such a prefix. */
    static WeightFile of(WeightFile file) {
        PeeledNames result = new PeeledNames(file);
        return result.peeled.isEmpty() ? file : result;
    }

    private static List<String> names(WeightFile file) {
        return file.tensors().stream().map(TensorInfo::name).toList();
    }

    private static String peel(String name) {
        String rest = name;
        for (int i = 0; i < MOST_PREFIXES; i++) {
            String before = rest;
            for (String prefix : PREFIXES) {
                rest = rest.length() > prefix.length() && rest.startsWith(prefix)
                        ? rest.substring(prefix.length())
                        : rest;
            }
            if (rest.equals(before)) {
                break;
            }
        }
        return rest;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(file.notes());
        peeled.forEach((prefix, count) -> notes.add("'" + prefix + "' is removed from " + count + " names"));
        return notes;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Collection<TensorInfo> tensors() {
        return originals.keySet().stream().flatMap(name -> find(name).stream()).toList();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(originals.get(name))
                .flatMap(file::find)
                .map(tensor -> new TensorInfo(name, tensor.elementType(), tensor.shape()));
    }

    @Override
    public float[] read(String name) {
        return file.read(originals.getOrDefault(name, name));
    }

    @Override
    public void close() {
        file.close();
    }
}
