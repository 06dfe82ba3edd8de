package org.wsol.experiment.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.schema.TrackingConfig.MlflowConfig;

class MlflowSinkTest {
    private static final int MANY = 1500;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch opened = new CountDownLatch(1);
    private int status = 200;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        opened.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("train.stuck")) {
            awaitOpened();
        }
        received.add(path + " " + body);
        String answer =
                switch (path) {
                    case "experiments/create" -> "{\"experiment_id\":\"7\"}";
                    case "runs/create" -> "{\"run\":{\"info\":{\"run_id\":\"r1\"}}}";
                    default -> "{}";
                };
        exchange.sendResponseHeaders(path.equals("experiments/get-by-name") ? 404 : status, answer.length());
        exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private void awaitOpened() {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MlflowSink sink(int port, Duration patience) {
        var config = new MlflowConfig("http://127.0.0.1:" + port + "/", "birds");
        return new MlflowSink(config, "cam", folder.resolve("mlflow.json"), Map.of("lr", "1"), patience);
    }

    private MlflowSink sink() {
        return sink(server.getAddress().getPort(), Duration.ofSeconds(30));
    }

    private static MetricEvent event(String name, long step) {
        return new MetricEvent(MetricEvent.TRAIN, step, 1, Map.of(name, 0.5));
    }

    @Test
    void sendsMetricsToTheServer() {
        try (MlflowSink sink = sink()) {
            sink.metrics(event("loss", 5));
        }
        assertThat(received)
                .anySatisfy(line -> assertThat(line).startsWith("runs/create").contains("\"experiment_id\":\"7\""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("runs/log-batch")
                        .contains("\"key\":\"train.loss\"", "\"step\":5", "\"value\":0.5", "\"run_id\":\"r1\""))
                .as("the end of training is not yet the end of the run")
                .noneMatch(line -> line.contains("FINISHED"));
    }

    @Test
    void sendsTheFinalStatusOfTheRun() {
        Map<RunState, String> statuses =
                Map.of(RunState.DONE, "FINISHED", RunState.FAILED, "FAILED", RunState.INTERRUPTED, "KILLED");
        try (MlflowSink sink = sink()) {
            sink.metrics(event("loss", 5));
        }
        statuses.forEach((state, status) -> {
            received.clear();
            var config =
                    new MlflowConfig("http://127.0.0.1:" + server.getAddress().getPort() + "/", "birds");
            MlflowEnding.tell(Optional.of(config), new RunFolder(folder), state);
            assertThat(received)
                    .singleElement()
                    .asString()
                    .startsWith("runs/update")
                    .contains("\"" + status + "\"", "\"run_id\":\"r1\"");
        });
    }

    @Test
    void sendsAllStepsInFewRequestsBeforeTheRunEnds() {
        try (MlflowSink sink = sink()) {
            for (int step = 1; step <= MANY; step++) {
                sink.metrics(event("loss", step));
            }
        }
        List<Integer> steps = Pattern.compile("\"step\":(\\d+)")
                .matcher(String.join("", received))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
        assertThat(steps).hasSize(MANY).doesNotHaveDuplicates().contains(1, MANY);
        assertThat(received.size()).as("requests").isLessThan(30);
    }

    @Test
    void hangingServerDelaysNeitherTrainingNorItsEnd() {
        long start = System.nanoTime();
        try (MlflowSink sink = sink(server.getAddress().getPort(), Duration.ofMillis(300))) {
            for (int step = 1; step <= 100; step++) {
                sink.metrics(event("stuck", step));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void resumedRunContinuesUnderItsName() {
        try (MlflowSink sink = sink()) {
            sink.metrics(event("loss", 1));
        }
        received.clear();
        try (MlflowSink sink = sink()) {
            sink.metrics(event("loss", 2));
        }
        assertThat(received)
                .noneMatch(line -> line.startsWith("runs/create"))
                .anyMatch(line -> line.startsWith("runs/update") && line.contains("RUNNING"))
                .anyMatch(line -> line.contains("\"run_id\":\"r1\"") && line.contains("\"step\":2"));
    }

    @Test
    void doesNotRetryOrFailIfTheServerRejectsRequests() {
        status = 500;
        try (MlflowSink sink = sink()) {
            for (int step = 1; step <= 100; step++) {
                sink.metrics(event("loss", step));
            }
        }
        assertThat(received).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void unreachableServerDoesNotFailTheRun() {
        try (MlflowSink sink = sink(9, Duration.ofSeconds(30))) {
            sink.metrics(event("loss", 5));
        }
        assertThat(folder.resolve("mlflow.json")).doesNotExist();
    }
}
