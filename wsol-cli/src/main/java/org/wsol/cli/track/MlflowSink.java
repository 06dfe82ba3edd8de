package org.wsol.cli.track;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.cli.config.experiment.TrackingConfig.MlflowConfig;
import org.wsol.cli.runs.Json;

/**
 * Sends metrics to an MLflow server through its REST interface. A server that fails is named once in a warning and left
 * alone for the rest of the run: the metrics are on disk anyway.
 */
public final class MlflowSink implements Tracker {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowSink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;
    private final Path memory;
    private String runId = "";
    private boolean working = true;

    /**
     * Opens or continues a run on the server.
     *
     * @param memory a file that keeps the server's name of the run, for resuming
     * @param params what is shown beside the run
     */
    public MlflowSink(MlflowConfig config, String runName, Path memory, Map<String, String> params) {
        this.base = config.uri().replaceAll("/+$", "") + "/api/2.0/mlflow/";
        this.memory = memory;
        attempt(() -> {
            if (Files.exists(memory)) {
                runId = String.valueOf(Json.read(memory).get("runId"));
            } else {
                start(config.experiment(), runName, params);
            }
        });
    }

    private void start(String experiment, String runName, Map<String, String> params) throws IOException {
        String id = experimentId(experiment);
        Map<String, Object> created = post(
                "runs/create",
                Map.of("experiment_id", id, "run_name", runName, "start_time", System.currentTimeMillis()));
        Map<?, ?> info = (Map<?, ?>) ((Map<?, ?>) created.get("run")).get("info");
        runId = String.valueOf(info.get("run_id"));
        Json.write(memory, Map.of("runId", runId));
        List<Map<String, String>> pairs = new ArrayList<>();
        params.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
        post("runs/log-batch", Map.of("run_id", runId, "params", pairs));
    }

    private String experimentId(String name) throws IOException {
        HttpResponse<String> found = send(HttpRequest.newBuilder(URI.create(base
                        + "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .GET());
        if (found.statusCode() == 404) {
            return String.valueOf(
                    post("experiments/create", Map.of("name", name)).get("experiment_id"));
        }
        Map<?, ?> experiment = (Map<?, ?>) checked(found).get("experiment");
        return String.valueOf(experiment.get("experiment_id"));
    }

    @Override
    public void metrics(MetricEvent event) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        event.values()
                .forEach((name, value) -> metrics.add(Map.of(
                        "key",
                        event.kind() + "." + name,
                        "value",
                        value,
                        "timestamp",
                        System.currentTimeMillis(),
                        "step",
                        event.step())));
        attempt(() -> post("runs/log-batch", Map.of("run_id", runId, "metrics", metrics)));
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        // MLflow keeps pictures in an artifact store of its own; those of the run folder are enough
    }

    @Override
    public void close() {
        attempt(() -> post(
                "runs/update", Map.of("run_id", runId, "status", "FINISHED", "end_time", System.currentTimeMillis())));
    }

    private interface Request {
        void send() throws IOException;
    }

    private void attempt(Request request) {
        if (!working) {
            return;
        }
        try {
            request.send();
        } catch (IOException | RuntimeException e) {
            working = false;
            LOG.warn("MLflow at {} is left alone for the rest of this run: {}", base, e.toString());
        }
    }

    private Map<String, Object> post(String path, Map<String, ?> body) throws IOException {
        return checked(send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.line(body)))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<String, Object> checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException("answered " + response.statusCode() + " " + response.body());
        }
        return Json.parse(response.body(), response.uri().toString());
    }
}
