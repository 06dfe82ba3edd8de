package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images are fetched only from the allowed servers, with their token, and redirects are not followed. */
class FetchedImagesTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer labelStudio;
    private TaskImages images;

    @BeforeEach
    void start() throws Exception {
        labelStudio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        labelStudio.createContext("/data/upload/one.png", exchange -> {
            asked.incrementAndGet();
            boolean known = "Token key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 200 : 401, known ? CONTENT.length : -1);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(known ? CONTENT : new byte[0]);
            }
        });
        labelStudio.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", address("/data/upload/one.png"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        labelStudio.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < 20; i++) {
                    body.write(block);
                }
            } catch (java.io.IOException e) {
                asked.incrementAndGet(); // disconnected before the end, as expected
            }
        });
        labelStudio.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
        labelStudio.start();
        images = images(Optional.of("key"));
    }

    @AfterEach
    void stop() {
        labelStudio.stop(0);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + labelStudio.getAddress().getPort() + path;
    }

    private TaskImages images(Optional<String> token) {
        return new TaskImages(
                ServeOptions.standard().withLabelStudio(Optional.empty(), List.of(URI.create(address(""))), token));
    }

    private static void assertRefused(TaskImages images, String address, int status, String message) {
        assertThatThrownBy(() -> images.read(address))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(status))
                .hasMessageContaining(message);
    }

    @Test
    void fetchesFromTheConfiguredServerWithTheToken() {
        assertThat(images.read(address("/data/upload/one.png"))).isEqualTo(CONTENT);
        assertThat(images.read("/data/upload/one.png"))
                .as("addresses without a host")
                .isEqualTo(CONTENT);
        assertRefused(images(Optional.empty()), "/data/upload/one.png", 422, "returned status 401");
    }

    @Test
    void contactsNoOtherServer() {
        String other = address("/data/upload/one.png").replace("127.0.0.1", "localhost");
        assertRefused(images, other, 422, "not fetched from localhost");
        assertRefused(images, "http://127.0.0.1:1/one.png", 422, "not fetched from");
        assertRefused(images, "file:///etc/passwd", 422, "has no host");
        assertRefused(images, "ftp://127.0.0.1/one.png", 422, "not fetched from");
        assertThat(asked).hasValue(0);
    }

    @Test
    void redirectsAreNotFollowedAndLongResponsesAreTruncated() {
        assertRefused(images, address("/elsewhere"), 422, "returned status 302");
        assertThat(asked).hasValue(0);
        assertRefused(images, address("/endless"), 413, "larger than 16777216");
        assertRefused(images, address("/nothing"), 422, "returned status 404");
    }
}
