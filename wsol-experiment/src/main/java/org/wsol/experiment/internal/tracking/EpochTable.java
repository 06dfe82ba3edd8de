package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

/** {@code epochs.csv}: one row for every step at which an epoch or an evaluation ended, one column per number. */
final class EpochTable implements Tracker {
    private final Path file;
    private final Map<Long, Map<String, String>> rows = new TreeMap<>();

    /**
     * Opens the table.
     *
     * @param earlier events of the run before it was interrupted
     */
    public EpochTable(Path file, List<MetricEvent> earlier) {
        this.file = file;
        earlier.forEach(this::add);
        if (!rows.isEmpty()) {
            write();
        }
    }

    @Override
    public void metrics(MetricEvent event) {
        if (add(event)) {
            write();
        }
    }

    private boolean add(MetricEvent event) {
        if (event.kind().equals(MetricEvent.TRAIN)) {
            return false;
        }
        Map<String, String> row = rows.computeIfAbsent(event.step(), step -> new LinkedHashMap<>());
        row.put("step", String.valueOf(event.step()));
        row.put("epoch", String.valueOf(event.epoch()));
        String prefix = event.kind().equals(MetricEvent.EPOCH) ? "train" : event.kind();
        event.values().forEach((name, value) -> row.put(prefix + "." + name, String.valueOf(value)));
        return true;
    }

    private void write() {
        Set<String> columns = new LinkedHashSet<>(List.of("step", "epoch"));
        rows.values().forEach(row -> columns.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns.stream().map(EpochTable::cell).toList()));
        for (Map<String, String> row : rows.values()) {
            lines.add(String.join(
                    ",",
                    columns.stream()
                            .map(column -> cell(row.getOrDefault(column, "")))
                            .toList()));
        }
        try {
            AtomicFiles.writeText(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static String cell(String text) {
        return text.matches("[^,\"\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        // images are not tabular
    }

    @Override
    public void close() {
        // rows are already on disk
    }
}
