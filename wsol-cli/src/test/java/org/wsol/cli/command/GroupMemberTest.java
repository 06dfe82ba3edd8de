package org.wsol.cli.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.WorkerLostException;

class GroupMemberTest {

    @Test
    void readsRankAndPort() {
        assertThat(new GroupMember.Converter().convert("1@4000")).isEqualTo(new GroupMember(1, 4000));
    }

    @Test
    void rejectsRequestsWithoutAToken() {
        assertThatThrownBy(() -> new GroupMember(0, 1).open())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("WSOL_EXCHANGE_TOKEN");
    }

    @Test
    void reportsItsPortAndConnectsToTheAddressesOfTheReply() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (ServerSocket task = task()) {
            List<Future<Boolean>> members = new ArrayList<>();
            List<Socket> connections = new ArrayList<>();
            List<String> addresses = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                GroupMember member = new GroupMember(i, task.getLocalPort());
                members.add(pool.submit(() -> {
                    try (GradientExchange exchange = member.open("word")) {
                        return exchange.any(member.rank() == 1);
                    }
                }));
                Socket connection = task.accept();
                connections.add(connection);
                addresses.add("127.0.0.1:" + reportedPort(connection));
            }
            for (Socket connection : connections) {
                connection.getOutputStream().write((String.join(",", addresses) + "\n").getBytes(US_ASCII));
                connection.close();
            }
            for (Future<Boolean> member : members) {
                assertThat(member.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String reportedPort(Socket connection) throws IOException {
        String line = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII)).readLine();
        assertThat(line).matches("word \\d+");
        return line.substring("word ".length());
    }

    @Test
    void isLostIfTheTaskEndsBeforeItReplies() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (ServerSocket task = task()) {
            GroupMember member = new GroupMember(3, task.getLocalPort());
            Future<GradientExchange> opened = pool.submit(() -> member.open("word"));
            task.accept().close();
            assertThatThrownBy(opened::get)
                    .hasCauseInstanceOf(WorkerLostException.class)
                    .hasMessageContaining("worker 3 of a training did not get the addresses of its partners");
        } finally {
            pool.shutdownNow();
        }
    }

    private static ServerSocket task() throws Exception {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }
}
