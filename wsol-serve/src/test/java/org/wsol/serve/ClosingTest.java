package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;

/** The end of a service. */
class ClosingTest {
    private static final int CONNECTIONS = 6;

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
            assertThat(in.skip(length)).isEqualTo(length);
            return Integer.parseInt(status.split(" ")[1]);
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
}
