package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.pipeline.Explanation;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.TrainedModel;

/** Maps of methods other than the model's own. */
class OtherMapsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOCALIZE = "/v1/localize";

    @TempDir
    private static Path folder;

    private static Path file;
    private static LocalizationServer server;
    private static byte[] image;

    @BeforeAll
    static void start() throws Exception {
        file = Service.model(folder, 1);
        image = Service.picture("png", 120, 80, 3);
        server = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0).with(2, Duration.ZERO, 8), Map.of("a", file));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> listed() throws Exception {
        JsonNode maps = JSON.readTree(Service.get(server, "/v1/model").body()).at("/models/0/maps");
        List<String> names = new ArrayList<>();
        maps.forEach(map -> names.add(map.path("name").asText()));
        return names;
    }

    private static String query(String map) {
        return LOCALIZE + "?map=" + URLEncoder.encode(map, StandardCharsets.UTF_8);
    }

    private static JsonNode ok(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).as(Service.text(response)).isEqualTo(200);
        return JSON.readTree(response.body()).path("images");
    }

    @Test
    void modelListsItsMapsWithTheFastestFirst() throws Exception {
        JsonNode maps = JSON.readTree(Service.get(server, "/v1/model").body()).at("/models/0/maps");
        assertThat(listed())
                .contains("cam", "gradcam", "layercam", "scorecam", "ablationcam", "fullgrad", "patient")
                .doesNotContain("rollout", "gradient-rollout", "sscam")
                .doesNotHaveDuplicates();
        List<Integer> passes = new ArrayList<>();
        maps.forEach(map -> passes.add(map.path("passes").asInt()));
        assertThat(passes.get(0)).isLessThan(100);
        assertThat(passes.get(passes.size() - 1)).isGreaterThan(100);
        assertThat(maps.get(0).path("summary").asText()).isNotBlank();
    }

    @Test
    void mapsEqualThoseOfExplain() throws Exception {
        Path photo = Files.write(folder.resolve("photo.png"), image);
        try (TrainedModel model = TrainedModel.load(file)) {
            for (String name : List.of("cam", "layercam", "scorecam")) {
                Explanation expected = model.explain(photo, name);
                JsonNode found = ok(Service.post(server, query(name) + "&maps=true", image))
                        .get(0);
                assertThat(found.path("map").asText()).isEqualTo(name);
                assertThat(found.at("/classes/0/class").asText()).isEqualTo(expected.className());
                JsonNode sent = found.at("/classes/0/maps").path(name);
                float[] values = expected.raw().get(0).toArray();
                assertThat(sent.path("values")).as(name).hasSize(values.length);
                float[] given = new float[values.length];
                for (int i = 0; i < values.length; i++) {
                    given[i] = (float) sent.path("values").get(i).asDouble();
                }
                assertThat(given).as(name).containsExactly(values, within(tolerance(values)));
                JsonNode box = found.at("/classes/0/boxes/0");
                assertThat(box.isMissingNode())
                        .as(name)
                        .isEqualTo(expected.box().isEmpty());
                if (expected.box().isPresent()) {
                    Box corners = expected.box().get().box();
                    assertThat(box.path("x0").asInt()).as(name).isEqualTo(corners.x0());
                    assertThat(box.path("y1").asInt()).as(name).isEqualTo(corners.y1());
                }
            }
        }
    }

    private static float tolerance(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return 1e-4f * largest;
    }

    @Test
    void combinesWithClassesBoxesThresholdAndOverlay() throws Exception {
        JsonNode found = ok(Service.post(
                        server, query("layercam") + "&classes=2&boxes=3&threshold=0.5&maps=true", image))
                .get(0);
        assertThat(found.path("threshold").asDouble()).isEqualTo(0.5);
        assertThat(found.path("classes")).hasSize(2);
        JsonNode map = found.at("/classes/1/maps/layercam");
        assertThat(map.path("values"))
                .hasSize(map.path("rows").asInt() * map.path("columns").asInt())
                .isNotEmpty();
        assertThat(found.at("/classes/1/maps").has("cam")).isFalse();
        byte[] own = Service.post(server, LOCALIZE + "?overlay=true", image).body();
        byte[] other = Service.post(server, query("randomcam") + "&overlay=true", image)
                .body();
        assertThat(other).startsWith(0x89, 'P', 'N', 'G').isNotEqualTo(own);
        assertThat(Service.post(server, query("gradcam") + "&class=zebra", image)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void severalImagesGetTheSameMapsAsAlone() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String name : List.of("one.png", "two.png", "three.png")) {
            body.writeBytes(("--frontier\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + name
                            + "\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(name.equals("two.png") ? image : Service.picture("png", 50, 40, 0));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        String query = query("scorecam") + "&maps=true";
        JsonNode together = ok(Service.post(
                server, query, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=frontier"));
        assertThat(together).hasSize(3);
        assertThat(together.get(1).path("classes"))
                .isEqualTo(ok(Service.post(server, query, image)).get(0).path("classes"));
        assertThat(Service.post(
                                server,
                                query("gradcam") + "&overlay=true",
                                body.toByteArray(),
                                "Content-Type",
                                "multipart/form-data; boundary=frontier")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void rejectsUnlistedNamesWithTheList() throws Exception {
        for (String map : List.of(
                "",
                " ",
                "layercamm",
                "LayerCAM",
                "rollout",
                "sscam",
                "scorecam:channels=7",
                "scorecam:channels=100000000",
                "gradcam:layers=stage1",
                "org.wsol.maps.variant.GradCam",
                "../gradcam",
                "\u0000",
                "<script>",
                "x".repeat(4000))) {
            HttpResponse<byte[]> response = Service.post(server, query(map), image);
            assertThat(response.statusCode()).as(map).isEqualTo(400);
            assertThat(Service.text(response))
                    .startsWith("{\"error\":")
                    .contains("has no map", "layercam, ", "scorecam")
                    .hasSizeLessThan(1500);
        }
        assertThat(Service.text(Service.post(server, query("layercamm"), image)))
                .contains("did you mean");
        HttpResponse<byte[]> twice = Service.post(server, query("gradcam") + "&map=layercam", image);
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(Service.text(twice)).contains("more than once: map");
        ok(Service.post(server, LOCALIZE, image));
    }

    @Test
    void slowMapsAreLimitedAndDoNotDelayOtherRequests() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> slow = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            slow.add(Service.client()
                    .sendAsync(
                            Service.posting(server, query("patient"), image), HttpResponse.BodyHandlers.ofByteArray()));
        }
        String alone = Service.text(Service.post(server, LOCALIZE, image));
        for (int i = 0; i < 10; i++) {
            assertThat(Service.text(Service.post(server, LOCALIZE, image))).isEqualTo(alone);
        }
        assertThat(slow.stream()
                        .filter(answer -> answer.isDone() && answer.join().statusCode() == 200))
                .as("slow maps that were done before eleven quick ones")
                .hasSizeLessThan(3);
        TreeSet<Integer> statuses = new TreeSet<>();
        TreeSet<String> answers = new TreeSet<>();
        for (CompletableFuture<HttpResponse<byte[]>> one : slow) {
            statuses.add(one.join().statusCode());
            if (one.join().statusCode() == 200) {
                answers.add(Service.text(one.join()));
            } else {
                assertThat(one.join().headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(statuses).containsExactly(200, 503);
        assertThat(answers).as("the same image gives the same answer").hasSize(1);
        assertThat(Service.get(server, "/metrics").body()).contains("\nwsol_queue_maps 0\n");
    }

    @Test
    void stopsAbandonedMapsBetweenTwoPassesAndClosesMapsWithTheirModel() {
        ModelShelf shelf = new ModelShelf(Map.of("a", file), 1);
        shelf.load();
        ServedModel before = shelf.all().get(0);
        RequestLife gone = new RequestLife();
        gone.callerIsGone();
        try (Batcher batcher = new Batcher(1, Duration.ZERO, 1, new Metrics());
                Localizing localizing = new Localizing(shelf, batcher, 8)) {
            List<Localizing.Sent> sent = List.of(new Localizing.Sent("a", image));
            assertThatThrownBy(() -> localizing
                            .localize(
                                    Optional.empty(),
                                    Optional.of("patient"),
                                    sent,
                                    LocalizationOptions.standard(),
                                    gone)
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                            .isEqualTo(504))
                    .hasMessageContaining("map 'patient' was not ready in time");
            assertThat(localizing
                            .localize(
                                    Optional.empty(),
                                    Optional.of("gradcam"),
                                    sent,
                                    LocalizationOptions.standard(),
                                    new RequestLife())
                            .join())
                    .hasSize(1);
            assertThat(shelf.reload()).isTrue();
            assertThatThrownBy(() -> before.model().localize(image)).hasMessageContaining("this model was closed");
            batcher.start();
        } finally {
            shelf.close();
        }
    }
}
