package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wsol.core.DataException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

/**
 * {@code metrics.jsonl}: one JSON object per line, flushed after every line. Apart from the speed of the epochs, a
 * resumed run has the same file as one never interrupted.
 */
public final class MetricLines implements Tracker {
    private final Writer out;
    private final Path file;

    /**
     * Opens the file.
     *
     * @param resumeStep later events are removed first, as they are computed again
     */
    public MetricLines(Path file, long resumeStep) {
        this.file = file;
        try {
            List<MetricEvent> kept = read(file).stream()
                    .filter(event -> event.step() <= resumeStep)
                    .toList();
            AtomicFiles.writeText(file, kept.stream().map(MetricLines::line).collect(Collectors.joining()));
            this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    /** The events of a file, without an incomplete last line; none if the file is missing. */
    public static List<MetricEvent> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            List<MetricEvent> events = new ArrayList<>();
            whole.lines().forEach(line -> events.add(event(file, Json.parse(line, file.toString()))));
            return events;
        } catch (IOException e) {
            throw new StorageException("cannot read " + file, e);
        }
    }

    private static MetricEvent event(Path file, Map<String, Object> line) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (line.get("values") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), number(file, String.valueOf(value))));
        }
        return new MetricEvent(
                String.valueOf(line.get("kind")),
                (long) number(file, String.valueOf(line.get("step"))),
                number(file, String.valueOf(line.get("epoch"))),
                values);
    }

    private static double number(Path file, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new DataException(file + ": has a line with '" + text + "' instead of a number", e);
        }
    }

    private static String line(MetricEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", event.kind());
        line.put("step", event.step());
        line.put("epoch", event.epoch());
        line.put("values", event.values());
        return Json.line(line) + "\n";
    }

    @Override
    public void metrics(MetricEvent event) {
        try {
            out.write(line(event));
            out.flush();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        // images are not recorded
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
