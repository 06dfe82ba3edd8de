package org.wsol.spark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressExchangeTest {
    private static final String TOKEN = "word";

    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void passesThePortOfTheProcessOnAndTheAddressesBack() throws Exception {
        try (AddressExchange exchange = new AddressExchange();
                LaunchedProcess process = waitingProcess()) {
            Future<OptionalInt> port = pool.submit(() -> exchange.await(process, TOKEN));
            try (Socket stranger = report(exchange, "other 1");
                    Socket member = report(exchange, TOKEN + " 4000")) {
                assertThat(stranger.getInputStream().read()).as("closed").isEqualTo(-1);
                assertThat(port.get()).hasValue(4000);
                exchange.reply(List.of("one:4000", "two:5000"));
                assertThat(line(member)).isEqualTo("one:4000,two:5000");
            }
        }
    }

    @Test
    void endsWithTheProcess() throws Exception {
        try (AddressExchange exchange = new AddressExchange();
                LaunchedProcess process = process("System.exit(5);")) {
            assertThat(exchange.await(process, TOKEN)).isEmpty();
            assertThat(process.end()).endsWith(" 5");
            assertThatThrownBy(() -> exchange.reply(List.of("one:4000"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aCancelledTaskEndsTheProcessAndClosesItsConnection() throws Exception {
        AddressExchange exchange = new AddressExchange();
        try (exchange;
                LaunchedProcess process = waitingProcess()) {
            Future<OptionalInt> port = pool.submit(() -> exchange.await(process, TOKEN));
            Thread.sleep(100);
            pool.shutdownNow();
            assertThatThrownBy(port::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(process.isAlive()).isTrue();
            process.close();
            assertThat(process.isAlive()).isFalse();
        }
        assertThatThrownBy(() -> report(exchange, TOKEN + " 1")).isInstanceOf(IOException.class);
    }

    private static Socket report(AddressExchange exchange, String line) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), exchange.port());
        socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
    }

    /** A process that ends when its standard input ends. */
    private LaunchedProcess waitingProcess() throws IOException {
        return process("while (System.in.read() >= 0) { }");
    }

    private LaunchedProcess process(String body) throws IOException {
        Path source = folder.resolve("Task.java");
        Files.writeString(
                source,
                "class Task { public static void main(String[] none) throws java.io.IOException { " + body + " } }");
        return LaunchedProcess.start(Launch.of(
                List.of(),
                List.of(source.toString()),
                Map.of(),
                folder.toString(),
                folder.resolve("console.txt").toString()));
    }
}
