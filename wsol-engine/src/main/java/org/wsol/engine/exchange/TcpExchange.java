package org.wsol.engine.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An exchange between processes by recursive doubling: in round r a worker exchanges its sums with the worker whose
 * rank differs in bit r, and both add them. As {@code a + b} is bit-identical to {@code b + a}, all workers get the
 * same sums.
 *
 * <p>While a worker computes, a separate thread sends heartbeats to the others; a worker that is silent until the
 * deadline is considered lost. Workers must be in a trusted network: the token rejects processes of other attempts, not
 * attackers.
 */
public final class TcpExchange implements GradientExchange {
    /** The number of heartbeats per deadline. */
    private static final int BEATS = 4;

    private static final long RETRY_MILLIS = 50;

    /** The timeout of the handshake, as a silent peer delays the others. */
    private static final int STRANGER_MILLIS = 2000;

    private final int rank;
    private final List<PeerLink> links;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "wsol-exchange");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> beats;

    private TcpExchange(int rank, List<PeerLink> links, Duration deadline) {
        this.rank = rank;
        this.links = links;
        long pause = deadline.toMillis() / BEATS;
        this.beats =
                sender.scheduleAtFixedRate(() -> links.forEach(PeerLink::beat), pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Connects this worker to its partners.
     *
     * @param rank the index of this worker's address
     * @param port the port at which this worker waits; closed by this method
     * @param addresses the addresses of the workers by rank; their number is a power of two
     * @param token the same for all workers of one attempt, different for every attempt
     * @param deadline maximum time for partners to connect, and maximum silence afterwards
     * @throws WorkerLostException if a partner does not connect
     */
    public static TcpExchange open(
            int rank, WorkerPort port, List<InetSocketAddress> addresses, String token, Duration deadline) {
        List<PeerLink> links = new ArrayList<>();
        long end = System.nanoTime() + deadline.toNanos();
        try (port) {
            requireMember(rank, port, addresses);
            for (int bit = 1; bit < addresses.size(); bit <<= 1) {
                int partner = rank ^ bit;
                Greeting greeting = new Greeting(token, rank, partner);
                links.add(
                        rank < partner
                                ? accept(port.server(), greeting, deadline, end)
                                : connect(addresses.get(partner), greeting, deadline, end));
            }
            return new TcpExchange(rank, links, deadline);
        } catch (IOException e) {
            links.forEach(PeerLink::close);
            throw new WorkerLostException(
                    "worker " + rank + " of a training cannot reach its partners: " + e.getMessage(), e);
        } catch (WorkerLostException e) {
            links.forEach(PeerLink::close);
            throw e;
        }
    }

    private static void requireMember(int rank, WorkerPort port, List<InetSocketAddress> addresses) {
        if (Integer.bitCount(addresses.size()) != 1 || rank < 0 || rank >= addresses.size()) {
            throw new IllegalArgumentException(
                    "worker " + rank + " of " + addresses.size() + ", which must be a power of two");
        }
        int expected = addresses.get(rank).getPort();
        if (port.number() != expected) {
            throw new IllegalArgumentException("worker " + rank + " waits at port " + port.number()
                    + ", but its partners are told port " + expected);
        }
    }

    /** Waits for the partner; other peers, for example of a failed attempt, are rejected. */
    private static PeerLink accept(ServerSocket server, Greeting greeting, Duration deadline, long end)
            throws IOException {
        while (true) {
            server.setSoTimeout(remainingMillis(greeting, end));
            Socket socket;
            try {
                socket = server.accept();
            } catch (SocketTimeoutException e) {
                throw greeting.missing(e);
            }
            if (greeting.isReturnedBy(socket, Math.min(STRANGER_MILLIS, remainingMillis(greeting, end)))) {
                greeting.send(socket);
                return new PeerLink(socket, greeting.partner(), deadline);
            }
            socket.close();
        }
    }

    /** Connects repeatedly until the partner responds with the same token. */
    private static PeerLink connect(InetSocketAddress address, Greeting greeting, Duration deadline, long end)
            throws IOException {
        for (int call = 0; ; call++) {
            int patience = remainingMillis(greeting, end);
            Socket socket = new Socket();
            try {
                // resolved again each time: the name may not be known yet, and a host with several addresses may listen
                // on any
                InetAddress[] known = InetAddress.getAllByName(address.getHostString());
                socket.connect(new InetSocketAddress(known[call % known.length], address.getPort()), patience);
                greeting.send(socket);
                if (greeting.isReturnedBy(socket, patience)) {
                    return new PeerLink(socket, greeting.partner(), deadline);
                }
            } catch (IOException e) {
                remainingMillis(greeting, end); // not available yet: throws after the deadline
            }
            socket.close();
            pause();
        }
    }

    private static int remainingMillis(Greeting greeting, long end) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw greeting.missing(new SocketTimeoutException("no answer"));
        }
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers connect", e);
        }
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int workers() {
        return 1 << links.size();
    }

    @Override
    public void sum(Sums own) {
        for (PeerLink link : links) {
            Future<?> sent = sender.submit(() -> link.send(own));
            Sums other = link.receive(own.values().length, own.numbers().length);
            await(sent); // the arrays must not change before
            own.add(other);
        }
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkerLostException lost) {
                throw lost;
            }
            throw new IllegalStateException("sending failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in an exchange", e);
        }
    }

    /** Closes the connections, which the other workers detect immediately. */
    @Override
    public void close() {
        beats.cancel(true);
        sender.shutdownNow();
        links.forEach(PeerLink::close);
    }
}
