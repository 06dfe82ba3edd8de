package org.wsol.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.random.SplitMix64;
import org.wsol.testing.FreeAddresses;

class TcpExchangeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LENGTH = 200_000;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void sumsEqualThoseOfThePairwiseTree(int workers) throws Exception {
        List<InetSocketAddress> addresses = FreeAddresses.of(workers);
        List<Future<float[]>> sums = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int rank = i;
            sums.add(pool.submit(() -> {
                try (GradientExchange exchange = TcpExchange.open(rank, addresses, "token", DEADLINE)) {
                    assertThat(exchange.workers()).isEqualTo(workers);
                    float[] values = values(rank);
                    double[] numbers = {rank, 1};
                    exchange.sum(new Sums(values, numbers));
                    assertThat(numbers).containsExactly(workers * (workers - 1) / 2.0, workers);
                    assertThat(exchange.any(rank == workers - 1)).isTrue();
                    assertThat(exchange.any(false)).isFalse();
                    return values;
                }
            }));
        }
        float[] expected = tree(0, workers);
        for (Future<float[]> sum : sums) {
            assertThat(sum.get()).isEqualTo(expected);
        }
    }

    private static float[] tree(int first, int count) {
        if (count == 1) {
            return values(first);
        }
        float[] left = tree(first, count / 2);
        float[] right = tree(first + count / 2, count / 2);
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    private static float[] values(int rank) {
        SplitMix64 random = new SplitMix64(rank);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void detectsAnEndedWorkerAtOnce() throws Exception {
        List<InetSocketAddress> addresses = FreeAddresses.of(2);
        Future<GradientExchange> first = open(0, addresses, "token", DEADLINE);
        try (GradientExchange second = TcpExchange.open(1, addresses, "token", DEADLINE)) {
            first.get().close();
            assertThatThrownBy(() -> second.sum(new Sums(new float[LENGTH], new double[0])))
                    .isInstanceOf(WorkerLostException.class)
                    .hasMessageContaining("worker 0 of the training is lost");
        }
    }

    @Test
    void waitsForASlowWorker() throws Exception {
        Duration brief = Duration.ofMillis(800);
        List<InetSocketAddress> addresses = FreeAddresses.of(2);
        Future<GradientExchange> opened = open(0, addresses, "token", brief);
        try (GradientExchange second = TcpExchange.open(1, addresses, "token", brief);
                GradientExchange first = opened.get()) {
            Future<Boolean> late = pool.submit(() -> {
                Thread.sleep(3 * brief.toMillis());
                return first.any(true);
            });
            assertThat(second.any(false)).isTrue();
            assertThat(late.get()).isTrue();
        }
    }

    @Test
    void treatsASilentWorkerAsLost() throws Exception {
        Duration brief = Duration.ofMillis(500);
        List<InetSocketAddress> addresses = FreeAddresses.of(2);
        Future<GradientExchange> opened = open(0, addresses, "token", brief);
        try (Socket silent = new Socket("127.0.0.1", awaited(addresses.get(0)))) {
            new Greeting("token", 1, 0).send(silent);
            try (GradientExchange first = opened.get()) {
                assertThatThrownBy(() -> first.any(false))
                        .isInstanceOf(WorkerLostException.class)
                        .hasMessageContaining("timed out");
            }
        }
    }

    @Test
    void rejectsUnknownConnectionsAndKeepsTheWorkers() throws Exception {
        List<InetSocketAddress> addresses = FreeAddresses.of(2);
        Future<GradientExchange> opened = open(0, addresses, "token", DEADLINE);
        try (Socket stranger = new Socket("127.0.0.1", awaited(addresses.get(0)))) {
            new Greeting("of an attempt before", 1, 0).send(stranger);
            assertThat(stranger.getInputStream().read()).as("closed").isEqualTo(-1);
        }
        try (GradientExchange second = TcpExchange.open(1, addresses, "token", DEADLINE)) {
            assertThat(opened.get().rank()).isZero();
            opened.get().close();
            assertThat(second.rank()).isEqualTo(1);
        }
    }

    @Test
    void reportsAWorkerThatNeverConnects() throws IOException {
        Future<GradientExchange> lonely = open(2, FreeAddresses.of(4), "token", Duration.ofMillis(300));
        assertThatThrownBy(lonely::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WorkerLostException.class)
                .hasMessageContaining("worker 2 of a training was not joined by worker 3");
    }

    private Future<GradientExchange> open(
            int rank, List<InetSocketAddress> addresses, String token, Duration deadline) {
        Callable<GradientExchange> call = () -> TcpExchange.open(rank, addresses, token, deadline);
        return pool.submit(call);
    }

    /** The port, once somebody listens there. */
    private static int awaited(InetSocketAddress address) throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Socket probe = new Socket("127.0.0.1", address.getPort())) {
                return probe.getPort();
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
        throw new AssertionError("nobody listens at " + address);
    }
}
