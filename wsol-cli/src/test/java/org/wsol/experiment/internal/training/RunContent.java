package org.wsol.experiment.internal.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.engine.weights.WeightFile.TensorInfo;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.pipeline.internal.Checkpoint;

/** The results of a run by name, without wall-clock times; equal contents mean bit-identical results. */
final class RunContent {
    private static final List<String> TIMES = List.of("seconds", "images_per_second", "wait_percent");

    private RunContent() {}

    static Map<String, String> of(RunFolder run) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (String name : List.of(Checkpoint.LAST, Checkpoint.BEST)) {
            checkpoint(run.checkpoints().resolve(name), name, content);
        }
        content.put("metrics.jsonl", events(MetricLines.read(run.metricsLines())));
        content.put("metrics.json", withoutMinutes(run.metrics()));
        content.put("summary.json", withoutMinutes(run.summary()));
        content.put("epochs.csv", epochs(run.epochs()));
        content.put("boxes", String.valueOf(run.status().boxAnnotationsUsed()));
        try (Stream<Path> files = Files.walk(run.maps())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put("maps/" + file.getFileName(), Hashes.sha256(file));
            }
        }
        return content;
    }

    private static void checkpoint(Path file, String name, Map<String, String> content) {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            for (TensorInfo info : tensors.tensors()) {
                content.put(name + "/" + info.name(), bits(tensors.read(info.name())));
            }
            Map<String, String> notes = new TreeMap<>(tensors.metadata());
            notes.remove("seconds");
            content.put(name + " notes", notes.toString());
        }
    }

    private static String bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return Hashes.sha256(Arrays.toString(bits));
    }

    private static String events(List<MetricEvent> events) {
        StringBuilder text = new StringBuilder();
        for (MetricEvent event : events) {
            Map<String, Double> values = new LinkedHashMap<>(event.values());
            TIMES.forEach(values::remove);
            text.append(event.kind() + " " + event.step() + " " + event.epoch() + " " + values + "\n");
        }
        return text.toString();
    }

    private static String withoutMinutes(Path file) {
        Map<String, Object> values = new LinkedHashMap<>(Json.read(file));
        values.remove("minutes");
        return values.toString();
    }

    private static String epochs(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> names = List.of(lines.get(0).split(",", -1));
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            for (int i = 0; i < cells.length; i++) {
                boolean isTime = TIMES.contains(names.get(i).replace("train.", ""));
                text.append(isTime ? "" : cells[i]).append(',');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
