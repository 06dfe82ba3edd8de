package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.TrainedModel;
import org.yaml.snakeyaml.Yaml;

class LocalizationServerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOCALIZE = "/v1/localize";

    @TempDir
    private static Path folder;

    private static Path first;
    private static Path second;
    private static LocalizationServer server;

    @BeforeAll
    static void start() throws Exception {
        first = Service.model(folder, 1);
        second = Service.model(folder, 2);
        Files.createDirectories(folder.resolve("photos"));
        Files.write(folder.resolve("photos/a b.png"), Service.picture("png", 60, 40, 0));
        Map<String, Path> models = new LinkedHashMap<>();
        models.put("a", first);
        models.put("b", second);
        server = LocalizationServer.start(
                ServeOptions.standard()
                        .at("127.0.0.1", 0)
                        .withLabelStudio(Optional.of(folder.resolve("photos")), List.of(), Optional.empty()),
                models);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode localized(String query, byte[] image) throws Exception {
        HttpResponse<byte[]> response = Service.post(server, LOCALIZE + query, image);
        assertThat(response.statusCode()).as(Service.text(response)).isEqualTo(200);
        return JSON.readTree(response.body()).path("images").get(0);
    }

    @Test
    void responseEqualsThePredictionOfTheModel() throws Exception {
        byte[] image = Service.picture("png", 120, 80, 3);
        try (TrainedModel model = TrainedModel.load(first)) {
            Prediction expected = model.localize(image);
            JsonNode found = localized("", image);
            assertThat(found.path("width").asInt()).isEqualTo(120);
            assertThat(found.path("height").asInt()).isEqualTo(80);
            assertThat(found.at("/classes/0/class").asText()).isEqualTo(expected.className());
            assertThat(found.at("/classes/0/score").asDouble()).isCloseTo(expected.probability(), within(1e-6));
            assertThat(found.at("/classes/0/boxes/0/x0").asInt())
                    .isEqualTo(expected.box().orElseThrow().box().x0());
            assertThat(found.at("/classes/0/maps").isMissingNode()).isTrue();
        }
    }

    @Test
    void parametersSelectModelClassesBoxesThresholdAndMaps() throws Exception {
        byte[] image = Service.picture("jpg", 64, 64, 0);
        JsonNode found = localized("?model=b&classes=2&boxes=3&threshold=0.5&maps=true", image);
        assertThat(found.path("threshold").asDouble()).isEqualTo(0.5);
        assertThat(found.path("classes")).hasSize(2);
        JsonNode maps = found.at("/classes/1/maps");
        assertThat(maps.at("/cam/values"))
                .hasSize(maps.at("/cam/rows").asInt() * maps.at("/cam/columns").asInt());
        assertThat(maps.has("norm")).isTrue();
        assertThat(maps.has("similarity")).isTrue();
        String second = found.at("/classes/1/class").asText();
        assertThat(localized("?model=b&class=" + second, image)
                        .at("/classes/0/class")
                        .asText())
                .isEqualTo(second);
    }

    @Test
    void returnsAnOverlayByParameterOrAcceptHeader() throws Exception {
        byte[] image = Service.picture("png", 50, 40, 0);
        for (HttpResponse<byte[]> response : List.of(
                Service.post(server, LOCALIZE + "?overlay=true", image),
                Service.post(server, LOCALIZE, image, "Accept", "image/png"))) {
            assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(response.body()));
            assertThat(picture.getWidth()).isEqualTo(50);
        }
    }

    @Test
    void acceptsSeveralImagesAsAForm() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String name : List.of("one.png", "two.png")) {
            body.writeBytes(("--frontier\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + name
                            + "\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(Service.picture("png", name.equals("one.png") ? 40 : 50, 40, 0));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> response = Service.post(
                server, LOCALIZE, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=frontier");
        JsonNode images = JSON.readTree(response.body()).path("images");
        assertThat(images).hasSize(2);
        assertThat(images.get(1).path("image").asText()).isEqualTo("two.png");
        assertThat(images.get(1).path("width").asInt()).isEqualTo(50);
        byte[] cut = java.util.Arrays.copyOf(body.toByteArray(), body.size() - 20);
        assertThat(Service.post(server, LOCALIZE, cut, "Content-Type", "multipart/form-data; boundary=frontier")
                        .statusCode())
                .isEqualTo(400);
    }

    /** Batches of different sizes use different plans with different rounding: 2e-5. */
    @Test
    void imageGivesTheSameAloneAndInABatch() throws Exception {
        byte[] image = Service.picture("png", 70, 70, 5);
        JsonNode alone = localized("?maps=true", image).at("/classes/0/maps/cam/values");
        List<CompletableFuture<HttpResponse<byte[]>>> together = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            byte[] sent = i % 2 == 0 ? image : Service.picture("png", 70, 70, i);
            together.add(Service.client()
                    .sendAsync(
                            Service.posting(server, LOCALIZE + "?maps=true", sent),
                            HttpResponse.BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < together.size(); i += 2) {
            JsonNode values = JSON.readTree(together.get(i).join().body()).at("/images/0/classes/0/maps/cam/values");
            assertThat(values).hasSize(alone.size());
            for (int k = 0; k < alone.size(); k++) {
                assertThat(values.get(k).asDouble()).isCloseTo(alone.get(k).asDouble(), within(2e-5));
            }
        }
    }

    @Test
    void invalidRequestsGetTheDocumentedStatus() throws Exception {
        byte[] image = Service.picture("png", 40, 40, 0);
        assertStatus(Service.post(server, "/v1/nothing", image), 404, "there is nothing at this path");
        assertStatus(Service.post(server, LOCALIZE + "?model=c", image), 404, "available: a, b");
        assertThat(Service.get(server, LOCALIZE).statusCode()).isEqualTo(405);
        assertThat(Service.get(server, LOCALIZE).headers().firstValue("Allow")).contains("POST");
        assertStatus(Service.post(server, LOCALIZE + "?boxs=2", image), 400, "unknown parameter 'boxs'");
        assertStatus(Service.post(server, LOCALIZE + "?boxes=0", image), 400, "between 1 and 1000");
        assertStatus(Service.post(server, LOCALIZE + "?threshold=2", image), 400, "a threshold must be in [0, 1)");
        assertStatus(Service.post(server, LOCALIZE + "?class=zebra", image), 422, "has no class 'zebra'");
        assertStatus(Service.post(server, LOCALIZE, new byte[0]), 400, "the body is empty");
        assertStatus(Service.post(server, LOCALIZE, "just text, no image at all".getBytes()), 415, "is not a JPEG");
        byte[] cut = java.util.Arrays.copyOf(image, image.length / 2);
        assertStatus(Service.post(server, LOCALIZE, cut), 422, "cannot be decoded");
        assertStatus(Service.post(server, LOCALIZE, new byte[BodyBudget.LARGEST + 1]), 413, "at most 16777216");
        assertStatus(Service.post(server, LOCALIZE, huge(image)), 413, "more than the limit of 50000000");
        assertStatus(Service.postInPieces(server, LOCALIZE, new byte[BodyBudget.LARGEST + 1]), 413, "more than the");
        assertThat(Service.postInPieces(server, LOCALIZE, image).statusCode()).isEqualTo(200);
    }

    /** Clients that read the response only after sending the whole body receive it, too. */
    @Test
    void earlyResponsesReachClientsThatAreStillSending() throws Exception {
        byte[] tooLong = new byte[BodyBudget.LARGEST + 1];
        for (int i = 0; i < 20; i++) {
            assertStatus(Service.post(server, LOCALIZE, tooLong), 413, "at most 16777216");
            assertStatus(Service.post(server, "/v1/nothing", tooLong), 404, "nothing at this path");
            assertStatus(Service.post(server, "/health", tooLong), 405, "accepts GET only");
            assertStatus(Service.postInPieces(server, LOCALIZE, tooLong), 413, "more than the allowed");
        }
    }

    @Test
    void clientsThatAskBeforeSendingGetTheErrorAtOnce() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /v1/localize HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                    + "Content-Length: 99999999\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 413").contains("the body has 99999999 bytes");
        }
    }

    /** An image whose header claims 30,000 x 30,000 pixels. */
    private static byte[] huge(byte[] png) {
        byte[] claimed = png.clone();
        java.nio.ByteBuffer.wrap(claimed).putInt(16, 30_000).putInt(20, 30_000);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(claimed, 12, 17);
        java.nio.ByteBuffer.wrap(claimed).putInt(29, (int) crc.getValue());
        return claimed;
    }

    private static void assertStatus(HttpResponse<byte[]> response, int status, String message) {
        assertThat(response.statusCode()).as(Service.text(response)).isEqualTo(status);
        assertThat(Service.text(response)).startsWith("{\"error\":").contains(message);
    }

    @Test
    void slowSendersDoNotDelayOthers() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/localize HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            slow.add(socket);
        }
        long began = System.nanoTime();
        assertThat(Service.get(server, "/health").body()).contains("UP");
        localized("", Service.picture("png", 40, 40, 0));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    @Tag("slow")
    void disconnectsSilentSendersAfterTenSeconds() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("POST /v1/localize HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc"
                            .getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .doesNotContain("200 OK");
            }
        }
    }

    @Test
    void descriptionContainsExactlyTheRoutes() throws Exception {
        Map<String, Map<String, Map<String, Object>>> described =
                new Yaml().load(Service.get(server, "/openapi.yaml").body());
        TreeSet<String> paths = new TreeSet<>();
        described.get("paths").forEach((path, methods) -> methods.keySet()
                .forEach(method -> paths.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        assertThat(paths).isEqualTo(new TreeSet<>(server.paths()));
        for (String path : List.of("/", "/page.js", "/page.css", "/health", "/ready", "/v1/model")) {
            assertThat(Service.get(server, path).statusCode()).as(path).isEqualTo(200);
        }
        JsonNode models = JSON.readTree(Service.get(server, "/v1/model").body()).path("models");
        assertThat(models).hasSize(2);
        assertThat(models.get(0).path("classes")).hasSize(2);
        assertThat(parameters(described.get("paths").get("/v1/localize").get("post")))
                .isEqualTo(new TreeSet<>(LocalizeQuery.KNOWN));
    }

    private static TreeSet<String> parameters(Object operation) {
        TreeSet<String> names = new TreeSet<>();
        for (Object parameter : (List<?>) ((Map<?, ?>) operation).get("parameters")) {
            names.add(String.valueOf(((Map<?, ?>) parameter).get("name")));
        }
        return names;
    }

    @Test
    void pageLoadsNothingFromOtherServers() throws Exception {
        HttpResponse<String> page = Service.get(server, "/");
        String all = page.body()
                + Service.get(server, "/page.js").body()
                + Service.get(server, "/page.css").body();
        assertThat(all).doesNotContainPattern("https?://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "connect-src 'self'");
    }

    @Test
    void metricsHaveThePrometheusFormat() throws Exception {
        localized("", Service.picture("png", 40, 40, 0));
        String metrics = Service.get(server, "/metrics").body();
        assertThat(metrics.lines()
                        .filter(line -> !line.matches("# (HELP|TYPE) [a-z_]+ .+")
                                && !line.matches("[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? [-+0-9.eE]+")))
                .isEmpty();
        assertThat(metrics)
                .contains("wsol_requests_total{route=\"/v1/localize\",status=\"200\"}")
                .contains("wsol_request_seconds_bucket{route=\"/v1/localize\",le=\"+Inf\"}")
                .contains("wsol_batch_images_count", "wsol_queue_images 0", "process_resident_memory_bytes");
    }

    @Test
    void labelStudioGetsBoxesAndAReasonForEachTaskWithoutOne() throws Exception {
        String embedded =
                "data:image/png;base64," + Base64.getEncoder().encodeToString(Service.picture("png", 60, 40, 0));
        String body = "{\"label_config\": \"<View><Image name='i' value=\\\"$photo\\\"/><RectangleLabels"
                + " name=\\\"boxes\\\" toName=\\\"i\\\"/></View>\", \"tasks\": ["
                + task("/data/local-files/?d=a%20b.png")
                + "," + task(embedded) + "," + task("/data/local-files/?d=../small-1.wsol") + ","
                + task("http://169.254.169.254/latest") + ",{\"id\": 5, \"data\": {}}]}";
        HttpResponse<byte[]> response = Service.post(server, "/predict", body.getBytes(StandardCharsets.UTF_8));
        JsonNode results = JSON.readTree(response.body()).path("results");
        assertThat(results).hasSize(5);
        JsonNode box = results.get(0).at("/result/0");
        assertThat(box.path("from_name").asText()).isEqualTo("boxes");
        assertThat(box.path("to_name").asText()).isEqualTo("i");
        assertThat(box.path("original_width").asInt()).isEqualTo(60);
        assertThat(box.at("/value/width").asDouble()).isBetween(0.1, 100.0);
        assertThat(results.get(1).at("/result/0")).isEqualTo(box);
        assertThat(results.get(2).path("error").asText()).contains("there is no file");
        assertThat(results.get(3).path("error").asText()).contains("not fetched from 169.254.169.254");
        assertThat(results.get(4).path("error").asText()).contains("no address");
        assertThat(Service.text(Service.post(server, "/setup", "{}".getBytes())))
                .contains("\"model_version\":\"a\"");
        assertStatus(Service.post(server, "/predict", "[".repeat(2000).getBytes()), 400, "the body is not JSON");
    }

    private static String task(String address) {
        return "{\"id\": 1, \"data\": {\"photo\": \"" + address + "\"}}";
    }

    @Test
    void reportsMissingTokensExceededLimitsAndFullQueues() throws Exception {
        byte[] image = Service.picture("png", 1200, 900, 0); // takes longer to decode than to send
        ServeOptions options = ServeOptions.standard()
                .at("127.0.0.1", 0)
                .with(1, Duration.ZERO, 1)
                .withToken("secret")
                .withPerClient(6);
        try (LocalizationServer small = LocalizationServer.start(options, Map.of("a", first))) {
            assertStatus(Service.post(small, LOCALIZE, image), 401, "Authorization: Bearer");
            assertThat(Service.get(small, "/metrics").statusCode()).isEqualTo(401);
            assertThat(Service.get(small, "/health").statusCode()).isEqualTo(200);
            assertThat(Service.get(small, "/setup").statusCode()).isEqualTo(404);
            List<CompletableFuture<HttpResponse<String>>> many = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                many.add(Service.client()
                        .sendAsync(
                                Service.posting(small, LOCALIZE, image, "Authorization", "Bearer secret"),
                                HttpResponse.BodyHandlers.ofString()));
            }
            TreeSet<Integer> statuses = new TreeSet<>();
            for (CompletableFuture<HttpResponse<String>> one : many) {
                HttpResponse<String> response = one.join();
                statuses.add(response.statusCode());
                if (response.statusCode() != 200) {
                    assertThat(response.headers().firstValue("Retry-After")).contains("1");
                }
            }
            assertThat(statuses).contains(200).isSubsetOf(200, 429, 503).hasSizeGreaterThan(1);
        }
    }
}
