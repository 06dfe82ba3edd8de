package org.wsol.spark;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Connects a task with the process it started, within this machine: the process reserves a port and reports it as
 * {@code TOKEN PORT}, and gets the addresses of all processes in return.
 *
 * <p>The process reserves the port itself, as one that the task found free could be taken before the process uses it.
 */
final class AddressExchange implements Closeable {
    private static final int POLL_MILLIS = 200;

    /** The timeout of a connection that reports nothing. */
    private static final int STRANGER_MILLIS = 2000;

    private final ServerSocket server;
    private @Nullable Socket member;

    AddressExchange() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /** The port of this machine that the process is to connect to. */
    int port() {
        return server.getLocalPort();
    }

    /**
     * The port that the process has reserved.
     *
     * @param token the word with which the process identifies itself
     * @return empty if the process ended before it reported a port
     * @throws InterruptedException if the task is cancelled
     */
    OptionalInt await(LaunchedProcess process, String token) throws IOException, InterruptedException {
        server.setSoTimeout(POLL_MILLIS);
        while (process.isAlive()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled while a process starts");
            }
            Optional<Socket> connection = accepted();
            if (connection.isPresent()) {
                OptionalInt port = reported(connection.get(), token);
                if (port.isPresent()) {
                    member = connection.get();
                    return port;
                }
                connection.get().close();
            }
        }
        return OptionalInt.empty();
    }

    private Optional<Socket> accepted() throws IOException {
        try {
            return Optional.of(server.accept());
        } catch (SocketTimeoutException e) {
            return Optional.empty(); // the process is still starting
        }
    }

    private static OptionalInt reported(Socket socket, String token) {
        try {
            socket.setSoTimeout(STRANGER_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            return line != null && line.matches("\\S+ \\d{1,5}") && line.startsWith(token + " ")
                    ? OptionalInt.of(Integer.parseInt(line.substring(token.length() + 1)))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty(); // disconnected or silent: not the process
        }
    }

    /** Passes the addresses of all processes to the one that reported its port. */
    void reply(List<String> addresses) throws IOException {
        if (member == null) {
            throw new IllegalStateException("no process has reported a port");
        }
        member.getOutputStream().write((String.join(",", addresses) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        try (server) {
            if (member != null) {
                member.close();
            }
        }
    }
}
