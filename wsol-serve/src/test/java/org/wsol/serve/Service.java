package org.wsol.serve;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.imageio.ImageIO;
import org.wsol.core.data.Dataset;
import org.wsol.pipeline.Datasets;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.ModelArchives;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
import org.wsol.pipeline.recipe.Recipe;

/** A service with a network that was trained for two steps, and a client. */
final class Service {
    static {
        // Below the service's ten seconds, because on a busy machine a connection could be reused just when the service
        // closes it.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Service() {}

    /** Trains a small network and writes its file. */
    static Path model(Path folder, int seed) {
        Recipe recipe = Recipe.builder()
                .backbone("small_cnn", Map.of("featureMap", 28))
                .method("bridging-gap")
                .set("train.epochs", "2 steps")
                .batch(4)
                .set("data.imageSize", 32)
                .set("data.resizeSize", 32)
                .seed(seed)
                .build();
        Dataset data = Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("data"), "classes", 2, "size", 32, "train", 8, "val", 2, "test", 2));
        Path file = folder.resolve("small-" + seed + ".wsol");
        try (TrainedModel model = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
            ModelArchives.write(model, file, ArchiveNotes.none());
        }
        return file;
    }

    /** An image of a disc. */
    static byte[] picture(String format, int width, int height, int shift) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.ORANGE);
        brush.fillOval(width / 8 + shift % (width / 2), height / 4, width / 3, height / 2);
        brush.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** A wide photo, blue above and green below, with an EXIF orientation of 90 degrees. */
    static byte[] askingToBeTurned() throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.BLUE);
        brush.fillRect(0, 0, 320, 100);
        brush.setColor(new Color(0, 160, 0));
        brush.fillRect(0, 100, 320, 100);
        brush.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        byte[] note = HexFormat.of()
                .parseHex(
                        "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000" + "00000000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg.toByteArray(), 0, 2);
        out.writeBytes(note);
        out.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        return out.toByteArray();
    }

    static HttpResponse<String> get(LocalizationServer server, String path, String... headers) throws Exception {
        return CLIENT.send(request(server, path, headers).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> post(LocalizationServer server, String path, byte[] body, String... headers)
            throws Exception {
        return CLIENT.send(posting(server, path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A body of unknown length. */
    static HttpResponse<byte[]> postInPieces(LocalizationServer server, String path, byte[] body) throws Exception {
        HttpRequest request = request(server, path)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    static HttpRequest posting(LocalizationServer server, String path, byte[] body, String... headers) {
        return request(server, path, headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    static HttpClient client() {
        return CLIENT;
    }

    private static HttpRequest.Builder request(LocalizationServer server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
