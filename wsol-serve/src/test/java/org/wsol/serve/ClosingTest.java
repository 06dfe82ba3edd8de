package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;

/** The end of a service. */
class ClosingTest {
    private static final int CONNECTIONS = 6;
    private static final String LOCALIZE = "/v1/localize";

    @TempDir
    private Path folder;

    /** The end is not noticed by all connections at the same time, but each gets a response. */
    @Test
    void requestsOnOpenConnectionsAreRejectedWithAResponse() throws Exception {
        LocalizationServer server = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
        List<Client> clients = new ArrayList<>();
        Thread closing = new Thread(server::close);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Client.connected(server.port()));
            }
            for (Client client : clients) {
                assertThat(client.status()).isEqualTo(200);
            }
            closing.start();
            List<Integer> statuses = new ArrayList<>();
            for (Client client : clients) {
                statuses.add(client.status());
                Thread.sleep(10);
            }
            assertThat(statuses).isSubsetOf(200, 503).contains(503);
        } finally {
            closing.join();
            for (Client client : clients) {
                client.close();
            }
        }
    }

    /** An open connection. */
    private record Client(Socket socket, BufferedReader in) implements AutoCloseable {

        static Client connected(int port) throws IOException {
            Socket socket = new Socket("127.0.0.1", port);
            return new Client(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        }

        /** The status of the response to a request. */
        int status() throws IOException {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String status = String.valueOf(in.readLine());
            assertThat(status).startsWith("HTTP/1.1 ");
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring("content-length:".length()).strip());
                }
            }
            char[] body = new char[length];
            int read = 0;
            while (read < length) {
                int more = in.read(body, read, length - read);
                assertThat(more).as("the body ends early").isPositive();
                read += more;
            }
            int code = Integer.parseInt(status.split(" ")[1]);
            if (code == 503) {
                assertThat(new String(body)).startsWith("{\"error\":").contains("stop");
            }
            return code;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void serviceWithoutModelsIsAnError() {
        assertThatThrownBy(() -> LocalizationServer.start(ServeOptions.standard(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one model");
    }

    @Test
    void aClosedServerRejectsEveryUse() {
        LocalizationServer closed = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
        closed.close();
        assertThatThrownBy(closed::reload).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::port).hasMessage("this server was closed");
    }

    /** A model loaded while or after the shelf is closed would never be freed. */
    @Test
    void nothingIsLoadedAfterClosing() {
        ModelShelf shelf = new ModelShelf(Map.of("a", Service.model(folder, 1)), 1);
        shelf.load();
        shelf.close();
        assertThatThrownBy(shelf::load).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(shelf::reload).isInstanceOf(IllegalStateException.class);
        assertThat(shelf.isReady()).isFalse();
    }

    @Test
    void anAddressInUseNamesAnotherPort() {
        try (LocalizationServer first = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)))) {
            ServeOptions same = ServeOptions.standard().at("127.0.0.1", first.port());
            assertThatThrownBy(() -> LocalizationServer.start(same, Map.of("a", folder)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("cannot listen at 127.0.0.1:" + first.port())
                    .hasMessageContaining("--port " + (first.port() + 1));
        }
    }

    @Test
    void answersEveryAcceptedRequestBeforeStopping() throws Exception {
        byte[] image = Service.picture("png", 40, 40, 0);
        LocalizationServer stopping = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
        List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            open.add(Service.client()
                    .sendAsync(Service.posting(stopping, LOCALIZE, image), HttpResponse.BodyHandlers.ofString()));
        }
        open.get(0).join();
        stopping.close();
        int answered = 0;
        for (CompletableFuture<HttpResponse<String>> one : open) {
            int status = one.handle((response, failure) -> failure == null ? response.statusCode() : 0)
                    .get(30, TimeUnit.SECONDS);
            assertThat(status).as("answered, refused, or never accepted").isIn(200, 503, 0);
            answered += status == 200 ? 1 : 0;
        }
        assertThat(answered).isPositive();
    }

    @Test
    void reloadReplacesTheModelWithoutLosingARequest() throws Exception {
        Path file = folder.resolve("changing.wsol");
        Files.copy(Service.model(folder, 1), file);
        byte[] image = Service.picture("png", 40, 40, 0);
        try (LocalizationServer changing =
                LocalizationServer.start(ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", file))) {
            String before = Service.text(Service.post(changing, LOCALIZE, image));
            Files.copy(Service.model(folder, 2), file, StandardCopyOption.REPLACE_EXISTING);
            List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(Service.client()
                        .sendAsync(Service.posting(changing, LOCALIZE, image), HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(changing.reload()).isTrue();
            open.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
            String after = Service.text(Service.post(changing, LOCALIZE, image));
            assertThat(after).isNotEqualTo(before);
            Files.writeString(file, "no model any more, but a text that is long enough to be one");
            assertThat(changing.reload()).isFalse();
            assertThat(Service.text(Service.post(changing, LOCALIZE, image))).isEqualTo(after);
        }
    }
}
