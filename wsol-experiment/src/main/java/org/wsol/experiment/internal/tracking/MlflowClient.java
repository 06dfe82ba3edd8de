package org.wsol.experiment.internal.tracking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsol.experiment.internal.runfolder.Json;

/** The few requests of MLflow's REST interface 2.0 that a run needs; each waits for its answer. */
final class MlflowClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;

    /** @param uri address of the server */
    MlflowClient(String uri) {
        this.base = uri.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    }

    /** Opens a run of an experiment, which is created if missing, and returns the server's id of the run. */
    String createRun(String experiment, String runName, Map<String, String> params) throws IOException {
        Map<String, Object> created = post(
                "runs/create",
                Map.of(
                        "experiment_id",
                        experimentId(experiment),
                        "run_name",
                        runName,
                        "start_time",
                        System.currentTimeMillis()));
        String runId = String.valueOf(section(section(created, "run"), "info").get("run_id"));
        List<Map<String, String>> pairs = new ArrayList<>();
        params.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
        post("runs/log-batch", Map.of("run_id", runId, "params", pairs));
        return runId;
    }

    private String experimentId(String name) throws IOException {
        HttpResponse<String> found = send(HttpRequest.newBuilder(URI.create(base
                        + "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .GET());
        if (found.statusCode() == 404) {
            return String.valueOf(
                    post("experiments/create", Map.of("name", name)).get("experiment_id"));
        }
        return String.valueOf(section(checked(found), "experiment").get("experiment_id"));
    }

    private Map<?, ?> section(Map<?, ?> answer, String key) throws IOException {
        if (answer.get(key) instanceof Map<?, ?> section) {
            return section;
        }
        throw new IOException("the response of " + base + " has no '" + key + "'");
    }

    /** Sends metrics, at most 1000, each with key, value, timestamp and step. */
    void logMetrics(String runId, List<Map<String, Object>> metrics) throws IOException {
        post("runs/log-batch", Map.of("run_id", runId, "metrics", metrics));
    }

    /** Marks a run as running again. */
    void resumeRun(String runId) throws IOException {
        post("runs/update", Map.of("run_id", runId, "status", "RUNNING"));
    }

    /** Reports how a run ended: {@code FINISHED}, {@code FAILED} or {@code KILLED}. */
    void endRun(String runId, String status) throws IOException {
        post("runs/update", Map.of("run_id", runId, "status", status, "end_time", System.currentTimeMillis()));
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
            throw (IOException) new InterruptedIOException("timed out waiting for a response").initCause(e);
        }
    }

    private static Map<String, Object> checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException("returned status " + response.statusCode() + " " + response.body());
        }
        return Json.parse(response.body(), response.uri().toString());
    }
}
