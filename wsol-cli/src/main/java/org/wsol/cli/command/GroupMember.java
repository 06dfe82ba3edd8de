package org.wsol.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.TcpExchange;
import org.wsol.engine.exchange.WorkerLostException;
import org.wsol.engine.exchange.WorkerPort;
import picocli.CommandLine;

/**
 * One of the workers of a training, in the form used by engines: {@code RANK@PORT}. At this port of the same machine
 * waits the task that started the process: it is told the port of this worker, as {@code TOKEN PORT}, and replies with
 * the addresses of all workers, as {@code HOST:PORT,HOST:PORT}.
 *
 * @param rank the rank of this process
 * @param coordinator the port of the task
 */
record GroupMember(int rank, int coordinator) {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** The variable with the token of the attempt. */
    private static final String TOKEN = "WSOL_EXCHANGE_TOKEN";

    /** Parses the text written by an engine. */
    static final class Converter implements CommandLine.ITypeConverter<GroupMember> {
        @Override
        public GroupMember convert(String text) {
            int at = text.indexOf('@');
            return new GroupMember(Integer.parseInt(text.substring(0, at)), Integer.parseInt(text.substring(at + 1)));
        }
    }

    /**
     * Connects to the other workers.
     *
     * @throws WorkerLostException if the task or another worker has ended
     */
    GradientExchange open() {
        return open(Optional.ofNullable(System.getenv(TOKEN))
                .orElseThrow(() -> new InvalidInputException("--exchange is for engines, which set " + TOKEN)));
    }

    GradientExchange open(String token) {
        try (WorkerPort own = WorkerPort.free()) {
            return TcpExchange.open(rank, own, addresses(token, own.number()), token, DEADLINE);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Waits until all workers have started; the task closes the connection if one of them fails. */
    private List<InetSocketAddress> addresses(String token, int own) throws IOException {
        try (Socket task = new Socket(InetAddress.getLoopbackAddress(), coordinator)) {
            task.getOutputStream().write((token + " " + own + "\n").getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(task.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line == null) {
                throw new IOException("another worker did not start");
            }
            return Arrays.stream(line.split(",", -1)).map(GroupMember::address).toList();
        }
    }

    /** Unresolved, as the name may not be known yet. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private WorkerLostException lost(IOException cause) {
        return new WorkerLostException(
                "worker " + rank + " of a training did not get the addresses of its partners: " + cause.getMessage(),
                cause);
    }
}
