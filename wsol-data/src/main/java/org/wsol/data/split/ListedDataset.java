package org.wsol.data.split;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;

/**
 * A data set as a name, its classes and its splits.
 *
 * @param name the name used in reports
 * @param classNames class names, indexed by label
 * @param splits the available splits
 * @param notes entries skipped on reading, one sentence each
 */
public record ListedDataset(String name, List<String> classNames, Map<SplitName, DataSplit> splits, List<String> notes)
        implements Dataset {

    /** Copies the collections. */
    public ListedDataset {
        classNames = List.copyOf(classNames);
        Map<SplitName, DataSplit> ordered = new EnumMap<>(SplitName.class);
        ordered.putAll(splits);
        splits = Collections.unmodifiableMap(ordered);
        notes = List.copyOf(notes);
    }

    /** A data set without notes. */
    public ListedDataset(String name, List<String> classNames, Map<SplitName, DataSplit> splits) {
        this(name, classNames, splits, List.of());
    }

    /** The same data set with notes on skipped entries. */
    public ListedDataset withNotes(List<String> sentences) {
        return new ListedDataset(name, classNames, splits, sentences);
    }

    /** A data set of these splits, each under its own name; empty splits are omitted. */
    public static ListedDataset of(String name, List<String> classNames, List<? extends DataSplit> parts) {
        Map<SplitName, DataSplit> splits = new EnumMap<>(SplitName.class);
        for (DataSplit part : parts) {
            if (part.size() > 0) {
                splits.put(part.name(), part);
            }
        }
        return new ListedDataset(name, classNames, splits);
    }

    @Override
    public Optional<DataSplit> split(SplitName part) {
        return Optional.ofNullable(splits.get(part));
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(classNames, splits.values());
    }
}
