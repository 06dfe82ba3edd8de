package org.wsol.engine.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine at which a worker waits for its partners. It is reserved from its creation on, so that no other
 * process can take it before the workers know each other's addresses; partners that connect early wait. Thread-safe.
 */
public final class WorkerPort implements Closeable {
    private final ServerSocket server;

    private WorkerPort(ServerSocket server) {
        this.server = server;
    }

    /**
     * Reserves a free port that the operating system chooses.
     *
     * @throws UncheckedIOException if no port is free
     */
    public static WorkerPort free() {
        return of(0);
    }

    /**
     * Reserves a certain port, for clusters in which only some ports are open.
     *
     * @param number from 1 to 65535
     * @throws UncheckedIOException if the port is in use
     */
    public static WorkerPort of(int number) {
        ServerSocket server = null;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true); // connections of an attempt before may not have expired
            server.bind(new InetSocketAddress(number));
            return new WorkerPort(server);
        } catch (IOException e) {
            close(server, e);
            String which = number == 0 ? "no port is free: " : "port " + number + " cannot be used: ";
            throw new UncheckedIOException(which + e.getMessage(), e);
        }
    }

    private static void close(@Nullable ServerSocket server, IOException reason) {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** The number of the port, from 1 to 65535. */
    public int number() {
        return server.getLocalPort();
    }

    ServerSocket server() {
        return server;
    }

    /** Releases the port. Connections to partners are not affected. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing port " + number() + " failed", e);
        }
    }
}
