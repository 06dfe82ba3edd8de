package org.wsol.experiment.internal.runfolder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything the results of a run depend on, as named components with a hex SHA-256 each. Two runs with equal
 * components have equal results; the names tell in what two runs differ. The components of training ({@code
 * configuration}, {@code data}, {@code weights}, {@code code.engine}, {@code code.backbone.resnet50}, ...) determine
 * the network, those of evaluation only its scores.
 */
public final class RunIdentity {
    private static final String EVALUATION = "evaluation.";
    private final SortedMap<String, String> training;
    private final SortedMap<String, String> evaluation;
    private final String row;
    private final String trainingHash;
    private final String hash;

    /**
     * Creates an identity.
     *
     * @param training checksums that the trained network depends on, by name
     * @param evaluation checksums that only its scores depend on, by name
     * @param row equal for runs that differ only in their seed; empty if unknown
     */
    public RunIdentity(Map<String, String> training, Map<String, String> evaluation, String row) {
        this.training = Collections.unmodifiableSortedMap(new TreeMap<>(training));
        this.evaluation = Collections.unmodifiableSortedMap(new TreeMap<>(evaluation));
        this.row = row;
        this.trainingHash = Hashes.sha256(this.training.toString());
        this.hash = Hashes.sha256(this.training + "\n" + this.evaluation);
    }

    /** Checksums that the trained network depends on, by name. */
    public SortedMap<String, String> training() {
        return training;
    }

    /** Checksums that only the scores depend on, by name. */
    public SortedMap<String, String> evaluation() {
        return evaluation;
    }

    /** Equal for runs that differ only in their seed; empty if unknown. */
    public String row() {
        return row;
    }

    /** A checksum of all components, as hex SHA-256. */
    public String hash() {
        return hash;
    }

    /** A checksum of the components of training, as hex SHA-256. */
    public String trainingHash() {
        return trainingHash;
    }

    /** The first 8 digits of {@link #hash()}. */
    public String shortHash() {
        return hash.substring(0, 8);
    }

    /** All components by name, those of evaluation with the prefix {@code evaluation.}. */
    public Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>(training);
        evaluation.forEach((name, sum) -> parts.put(EVALUATION + name, sum));
        return parts;
    }

    /** The names of the components that differ in another identity. */
    public Set<String> differences(RunIdentity other) {
        Map<String, String> mine = parts();
        Map<String, String> theirs = other.parts();
        Set<String> names = new TreeSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        Set<String> differing = new LinkedHashSet<>();
        names.stream()
                .filter(name -> !Objects.equals(mine.get(name), theirs.get(name)))
                .forEach(differing::add);
        return differing;
    }

    /** The content of {@code run.json} about the identity. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("identity", hash);
        map.put("row", row);
        map.put("training", training);
        map.put("evaluation", evaluation);
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunIdentity that
                && training.equals(that.training)
                && evaluation.equals(that.evaluation);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return shortHash();
    }
}
