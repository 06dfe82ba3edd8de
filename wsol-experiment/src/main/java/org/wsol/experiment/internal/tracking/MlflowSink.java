package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.schema.TrackingConfig.MlflowConfig;

/**
 * Sends metrics to an MLflow server from a separate thread in batches, so that training never waits for the network or
 * fails because of it. If the server fails or is too slow, one warning is logged; the metrics are on disk anyway.
 */
final class MlflowSink implements Tracker {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowSink.class);
    /** The limit of one request. */
    private static final int BATCH = 1000;

    private static final int QUEUE = 20_000;
    private static final long PAUSE_MILLIS = 100;
    private final MlflowClient client;
    private final MlflowConfig config;
    private final Duration patience;
    private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Thread sender;
    private volatile boolean closing;
    private volatile boolean broken;
    private volatile int underWay;
    private long dropped;

    /**
     * Opens or continues a run on the server.
     *
     * @param memory a file with the server's id of the run, for resuming
     * @param params the parameters shown for the run
     */
    public MlflowSink(MlflowConfig config, String runName, Path memory, Map<String, String> params) {
        this(config, runName, memory, params, Duration.ofSeconds(30));
    }

    /**
     * @param patience maximum time that {@link #close} waits for pending metrics
     */
    MlflowSink(MlflowConfig config, String runName, Path memory, Map<String, String> params, Duration patience) {
        this.config = config;
        this.client = new MlflowClient(config.uri());
        this.patience = patience;
        this.sender = new Thread(() -> send(runName, memory, params), "mlflow");
        sender.setDaemon(true);
        sender.start();
    }

    private void send(String runName, Path memory, Map<String, String> params) {
        try {
            String runId = runId(runName, memory, params);
            while (!closing || !waiting.isEmpty()) {
                List<Map<String, Object>> batch = nextBatch();
                underWay = batch.size();
                if (!batch.isEmpty()) {
                    client.logMetrics(runId, batch);
                }
                underWay = 0;
            }
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt(); // interrupted by close, which reports lost metrics
        } catch (IOException | RuntimeException e) {
            broken = true;
            waiting.clear();
            LOG.warn("MLflow at {} is not used for the rest of this run: {}", config.uri(), e.toString());
        }
    }

    private String runId(String runName, Path memory, Map<String, String> params) throws IOException {
        if (Files.exists(memory)) {
            String runId = String.valueOf(Json.read(memory).get("runId"));
            client.resumeRun(runId);
            return runId;
        }
        String runId = client.createRun(config.experiment(), runName, params);
        Json.write(memory, Map.of("runId", runId));
        return runId;
    }

    /** The pending metrics; during a request, more are collected for the next one. */
    private List<Map<String, Object>> nextBatch() throws InterruptedException {
        List<Map<String, Object>> batch = new ArrayList<>();
        Map<String, Object> first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    @Override
    public void metrics(MetricEvent event) {
        long now = System.currentTimeMillis();
        event.values().forEach((name, value) -> {
            String key = event.kind() + "." + name;
            boolean taken =
                    broken || waiting.offer(Map.of("key", key, "value", value, "timestamp", now, "step", event.step()));
            dropped += taken ? 0 : 1;
        });
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        // MLflow stores images in a separate artifact store; those in the run folder suffice
    }

    @Override
    public void close() {
        closing = true;
        try {
            sender.join(patience.toMillis());
            if (sender.isAlive()) {
                dropped += waiting.size() + underWay;
                sender.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (dropped > 0) {
            LOG.warn(
                    "MLflow at {} was too slow: {} numbers of this run did not reach it; metrics.jsonl has them",
                    config.uri(),
                    dropped);
        }
    }
}
