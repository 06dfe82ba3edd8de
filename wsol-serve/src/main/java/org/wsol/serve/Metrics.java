package org.wsol.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects metrics of the service and writes them in Prometheus's text format (version 0.0.4). */
final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
    private static final double[] IMAGES = {1, 2, 4, 8, 16, 32};
    private static final double NANOS = 1e9;
    private static final long KIBI = 1024;

    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> latencies = new ConcurrentHashMap<>();
    private final Histogram batches = new Histogram(IMAGES);
    private final LongAdder skipped = new LongAdder();
    private final LongAdder reloads = new LongAdder();

    /** Counts of values up to each of several bounds. */
    private static final class Histogram {
        private final double[] bounds;
        private final long[] counts;
        private double sum;
        private long count;

        Histogram(double[] bounds) {
            this.bounds = bounds;
            this.counts = new long[bounds.length];
        }

        synchronized void add(double value) {
            sum += value;
            count++;
            for (int i = 0; i < bounds.length; i++) {
                counts[i] += value <= bounds[i] ? 1 : 0;
            }
        }

        synchronized void write(StringBuilder out, String name, String labels) {
            String more = labels.isEmpty() ? "" : labels + ",";
            for (int i = 0; i < bounds.length; i++) {
                line(out, name + "_bucket{" + more + "le=\"" + bounds[i] + "\"}", counts[i]);
            }
            line(out, name + "_bucket{" + more + "le=\"+Inf\"}", count);
            String braces = labels.isEmpty() ? "" : "{" + labels + "}";
            out.append(name)
                    .append("_sum")
                    .append(braces)
                    .append(' ')
                    .append(sum)
                    .append('\n');
            line(out, name + "_count" + braces, count);
        }
    }

    void request(String route, int status, long nanos) {
        requests.computeIfAbsent("route=\"" + route + "\",status=\"" + status + "\"", key -> new LongAdder())
                .increment();
        latencies
                .computeIfAbsent("route=\"" + route + "\"", key -> new Histogram(SECONDS))
                .add(nanos / NANOS);
    }

    void batch(int images) {
        batches.add(images);
    }

    void skipped() {
        skipped.increment();
    }

    void reloaded() {
        reloads.increment();
    }

    /** All metrics, including the numbers of waiting images and waiting requests for maps of other methods. */
    String text(IntSupplier queue, IntSupplier maps) {
        StringBuilder out = new StringBuilder();
        head(out, "wsol_requests_total", "counter", "Requests with a response.");
        new TreeMap<>(requests)
                .forEach((labels, count) -> line(out, "wsol_requests_total{" + labels + "}", count.sum()));
        head(out, "wsol_request_seconds", "histogram", "Time from a request's header to its response.");
        new TreeMap<>(latencies).forEach((labels, times) -> times.write(out, "wsol_request_seconds", labels));
        head(out, "wsol_batch_images", "histogram", "Number of images in a batch of the network.");
        batches.write(out, "wsol_batch_images", "");
        single(out, "wsol_queue_images", "gauge", "Images waiting for the network.", queue.getAsInt());
        single(out, "wsol_queue_maps", "gauge", "Requests waiting for maps of other methods.", maps.getAsInt());
        single(out, "wsol_skipped_images_total", "counter", "Images whose client no longer waited.", skipped.sum());
        single(out, "wsol_reloads_total", "counter", "Number of times the models were reloaded.", reloads.sum());
        Runtime java = Runtime.getRuntime();
        single(out, "wsol_heap_bytes", "gauge", "Used Java heap memory.", java.totalMemory() - java.freeMemory());
        long resident = residentBytes();
        if (resident > 0) {
            single(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident);
        }
        return out.toString();
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append(String.format(Locale.ROOT, "# HELP %s %s%n# TYPE %s %s%n", name, help, name, type)
                .replace("\r", ""));
    }

    private static void single(StringBuilder out, String name, String type, String help, long value) {
        head(out, name, type, help);
        line(out, name, value);
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }

    /** The value on Linux; 0 on other systems. */
    private static long residentBytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            LOG.debug("resident memory cannot be read", e);
            return 0;
        }
    }
}
