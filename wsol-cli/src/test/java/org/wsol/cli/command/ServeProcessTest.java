package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.Main;
import org.wsol.core.data.Dataset;
import org.wsol.pipeline.Datasets;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.ModelArchives;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
import org.wsol.pipeline.recipe.Recipe;

/** {@code wsol serve} as a process that receives signals. */
@DisabledOnOs(OS.WINDOWS)
class ServeProcessTest {
    private static final int CALLERS = 24;

    /** Creating the plans of a model and trying its methods takes seconds, and a minute or more on a busy machine. */
    private static final Duration RELOAD = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private URI address = URI.create("http://127.0.0.1");

    @Test
    void reloadsOnHangUpAndAnswersAcceptedRequestsBeforeTermination() throws Exception {
        Path served = folder.resolve("served.wsol");
        Files.copy(model(1), served);
        Path other = model(2);
        List<String> command = new ArrayList<>(withoutIgnoredSignals());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                served.toString(),
                "--port",
                "0",
                "--batch",
                "32",
                "--wait",
                "1000ms"));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            String ready = out.lines()
                    .filter(line -> line.startsWith("ready at http"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("it ended before it was ready"));
            address = URI.create(ready.split(" ", -1)[2]);
            reload(process, served, other);
            terminate(process);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Resets an inherited ignored SIGHUP (nohup, many CI systems), for which Java installs no handler. */
    private static List<String> withoutIgnoredSignals() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return List.of();
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16))
                .findFirst()
                .orElse(0);
        return (ignored & 1) == 0 ? List.of() : List.of("env", "--default-signal=HUP");
    }

    /** Clients that send requests continuously only get successful responses while the file is replaced. */
    private void reload(Process process, Path served, Path other) throws Exception {
        String before = send().join().body();
        AtomicBoolean goOn = new AtomicBoolean(true);
        List<CompletableFuture<List<Integer>>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> {
                List<Integer> statuses = new ArrayList<>();
                while (goOn.get()) {
                    statuses.add(send().join().statusCode());
                }
                return statuses;
            }));
        }
        Files.copy(other, served, StandardCopyOption.REPLACE_EXISTING);
        signal(process, "HUP");
        long began = System.nanoTime();
        String after = before;
        while (after.equals(before) && System.nanoTime() - began < RELOAD.toNanos()) {
            after = send().join().body();
        }
        goOn.set(false);
        assertThat(after).as("the other model's answer").isNotEqualTo(before);
        for (CompletableFuture<List<Integer>> caller : callers) {
            assertThat(caller.join()).isNotEmpty().containsOnly(200);
        }
    }

    /** On a signal, all waiting requests are completed before the process ends. */
    private void terminate(Process process) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = allWaiting();
        signal(process, "TERM");
        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            HttpResponse<String> response = one.get(40, TimeUnit.SECONDS);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(folder.resolve("errors.txt")).content().doesNotContain("Exception");
    }

    /**
     * Sends requests until all of them are in the queue: on a busy machine some arrive after the first are completed.
     */
    private List<CompletableFuture<HttpResponse<String>>> allWaiting() throws Exception {
        for (int attempt = 0; attempt < 10; attempt++) {
            List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                open.add(send());
            }
            while (open.stream().noneMatch(CompletableFuture::isDone)) {
                HttpRequest request =
                        HttpRequest.newBuilder(address.resolve("/metrics")).build();
                String metrics = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
                if (metrics.contains("wsol_queue_images " + CALLERS + "\n")) {
                    return open;
                }
            }
            open.forEach(CompletableFuture::join);
        }
        throw new AssertionError("the requests never waited together");
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private CompletableFuture<HttpResponse<String>> send() {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/v1/localize?maps=true"))
                .timeout(Duration.ofSeconds(40))
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(10, 10, 20, 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Path model(int seed) {
        Recipe recipe = Recipe.builder()
                .backbone("small_cnn", Map.of("featureMap", 28))
                .method("cam")
                .set("train.epochs", "2 steps")
                .batch(4)
                .set("data.imageSize", 32)
                .set("data.resizeSize", 32)
                .seed(seed)
                .build();
        Dataset data = Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("data"), "classes", 2, "size", 32, "train", 8, "val", 2, "test", 2));
        Path file = folder.resolve("model-" + seed + ".wsol");
        try (TrainedModel model = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
            ModelArchives.write(model, file, ArchiveNotes.none());
        }
        return file;
    }
}
