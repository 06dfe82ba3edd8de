package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;

/** The end of a service. */
class ClosingTest {
    @TempDir
    private Path folder;

    @Test
    void requestsOnOpenConnectionsAreRejectedWithAResponse() throws Exception {
        LocalizationServer server = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
        int port = server.port();
        Thread closing = new Thread(server::close);
        try (Socket connection = new Socket("127.0.0.1", port)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(status(connection, in)).startsWith("HTTP/1.1 200");
            closing.start();
            waitUntilRefused(port);
            assertThat(status(connection, in)).startsWith("HTTP/1.1 503");
        } finally {
            closing.join();
        }
    }

    /** Sends a request and reads its response, of which only the status is returned. */
    private static String status(Socket connection, BufferedReader in) throws IOException {
        connection
                .getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String status = in.readLine();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(in.skip(length)).isEqualTo(length);
        return status;
    }

    private static void waitUntilRefused(int port) throws IOException {
        while (true) {
            try (Socket accepted = new Socket("127.0.0.1", port)) {
                assertThat(accepted.isConnected()).isTrue();
            } catch (ConnectException e) {
                return;
            }
        }
    }

    @Test
    void serviceWithoutModelsIsAnError() {
        assertThatThrownBy(() -> LocalizationServer.start(ServeOptions.standard(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one model");
    }
}
